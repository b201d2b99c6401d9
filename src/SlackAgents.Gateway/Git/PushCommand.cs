namespace SlackAgents.Gateway.Git;

/// <summary>One ref update that a client asks for.</summary>
internal sealed record PushCommand(string OldId, string NewId, string Ref)
{
    public bool IsDelete => NewId.All(digit => digit == '0');
}
