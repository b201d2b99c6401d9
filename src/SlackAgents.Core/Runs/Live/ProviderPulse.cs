namespace SlackAgents.Core.Runs.Live;

/// <summary>How one model provider answered within <see cref="ModelPulse.Window"/>.</summary>
/// <param name="Failures">Calls that failed, and answers that broke off.</param>
/// <param name="LastStatus">HTTP status of the last failure; null for none.</param>
/// <param name="FailsNow">The last call of all failed.</param>
internal sealed record ProviderPulse(string Provider, int Calls, int Failures, double MeanMilliseconds, int? LastStatus, DateTimeOffset? LastFailedAt, bool FailsNow);
