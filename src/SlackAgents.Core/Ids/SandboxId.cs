namespace SlackAgents.Core.Ids;

/// <summary>The engine's id of a container. Printed short, as people know it from the Docker CLI.</summary>
internal sealed record SandboxId(string Value)
{
    public override string ToString() => Value.Length > 12 ? Value[..12] : Value;
}
