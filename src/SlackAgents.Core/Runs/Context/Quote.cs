namespace SlackAgents.Core.Runs.Context;

/// <summary>One thing that was said, as it may be passed on.</summary>
/// <param name="Ts">When, as Slack tells time.</param>
/// <param name="Author">Harmless, and still somebody's own choice.</param>
/// <param name="Text">Visible characters without credentials, not yet shortened.</param>
/// <param name="ForwardedBy">Who forwarded it; null for what was said here.</param>
internal sealed record Quote(string Ts, string Author, Standing Standing, string Text, string? ForwardedBy = null);
