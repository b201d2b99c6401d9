namespace SlackAgents.Core.Ids;

/// <summary>A Slack thread: the channel and the <c>ts</c> of its root message.</summary>
internal sealed record ThreadAddress(string Channel, string RootTs)
{
    public override string ToString() => $"{Channel}/{RootTs}";
}
