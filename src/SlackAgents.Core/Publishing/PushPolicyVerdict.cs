namespace SlackAgents.Core.Publishing;

/// <summary>What the push policy decided, with every reason at once.</summary>
/// <param name="Reasons">Sentences for people, each with what to do; empty when it is allowed.</param>
/// <param name="Held">Why a person has to let it go first; empty when nobody has to.</param>
internal sealed record PushPolicyVerdict(IReadOnlyList<string> Reasons, IReadOnlyList<string> Held)
{
    public bool Allowed => Reasons.Count == 0;
}
