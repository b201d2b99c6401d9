namespace SlackAgents.Core.Policies;

/// <summary>Who may do what was asked for.</summary>
/// <param name="Who">Words of <see cref="AccessWord"/> and user ids.</param>
/// <param name="Rule">The rule's name for people; null for the default.</param>
internal sealed record AccessRuling(IReadOnlyList<string> Who, string? Rule)
{
    public bool Names(string word) => Who.Any(known => AccessWord.Is(known, word));

    public bool NeedsGitHub => Who.Any(AccessWord.IsGitHub);
}
