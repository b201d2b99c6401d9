namespace SlackAgents.Slack.Installations;

/// <param name="TeamName">The workspace that has the app now; null when none was installed.</param>
/// <param name="Problem">Why not, with the next step.</param>
internal sealed record InstallOutcome(string? TeamName, string? Problem);
