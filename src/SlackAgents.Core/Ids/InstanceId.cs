namespace SlackAgents.Core.Ids;

/// <summary>
/// Names one installation (one data directory). It is on every container, so that two installations
/// on one engine never clean up after each other.
/// </summary>
internal sealed record InstanceId(string Value)
{
    public override string ToString() => Value;
}
