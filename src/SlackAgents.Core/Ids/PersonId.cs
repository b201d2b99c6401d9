namespace SlackAgents.Core.Ids;

/// <summary>One person of one Slack workspace. User ids are unique only inside their team.</summary>
/// <param name="Team">Slack team id, <c>T…</c> (or <c>E…</c> on Enterprise Grid).</param>
/// <param name="User">Slack user id, <c>U…</c> or <c>W…</c>.</param>
internal sealed record PersonId(string Team, string User)
{
    public override string ToString() => $"{Team}/{User}";
}
