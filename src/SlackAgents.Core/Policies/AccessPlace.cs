namespace SlackAgents.Core.Policies;

/// <summary>Where something is asked for.</summary>
/// <param name="Channel">Channel id, or <see cref="AccessOptions.DirectMessages"/>.</param>
/// <param name="IsExternal">People of other organisations are in it.</param>
internal sealed record AccessPlace(string Channel, bool IsExternal)
{
    public bool IsDirect => Channel == AccessOptions.DirectMessages;
}
