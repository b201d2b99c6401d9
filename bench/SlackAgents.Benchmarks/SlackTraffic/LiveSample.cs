using SlackAgents.Benchmarks.Reports;

namespace SlackAgents.Benchmarks.SlackTraffic;

/// <param name="Steps">From an agent's step to the edit of its card that shows it.</param>
/// <param name="Ends">From an agent's last word to the message in the channel.</param>
/// <param name="Breaches">Requests that Slack answered with 429.</param>
internal sealed record LiveSample(int Runs, Samples Steps, Samples Ends, (double Posts, double Edits) PerRun, int Breaches);
