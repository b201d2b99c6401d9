namespace SlackAgents.Slack.Diagnosis;

/// <param name="Name">What was looked at.</param>
/// <param name="Passed">It is as it must be.</param>
/// <param name="Sentence">What was found.</param>
/// <param name="Fix">What to do about it; null when there is nothing to do.</param>
internal sealed record SlackCheck(string Name, bool Passed, string Sentence, string? Fix);
