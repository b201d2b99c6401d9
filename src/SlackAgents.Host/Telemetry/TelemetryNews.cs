using SlackAgents.Core.Runs;

namespace SlackAgents.Host.Telemetry;

/// <summary>What the exporter listens to, and its clock.</summary>
internal sealed record TelemetryNews(RunSignals Signals, TimeProvider Time);
