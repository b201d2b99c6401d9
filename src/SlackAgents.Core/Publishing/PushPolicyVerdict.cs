namespace SlackAgents.Core.Publishing;

/// <summary>What the push policy decided, with every reason at once.</summary>
/// <param name="Reasons">Sentences for people, each with what to do; empty when it is allowed.</param>
internal sealed record PushPolicyVerdict(IReadOnlyList<string> Reasons)
{
    public bool Allowed => Reasons.Count == 0;
}
