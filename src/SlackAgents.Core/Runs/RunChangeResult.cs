namespace SlackAgents.Core.Runs;

/// <param name="Run">The run as it is now.</param>
/// <param name="Changed">False: it was not as expected and nothing was done.</param>
internal sealed record RunChangeResult(Run Run, bool Changed);
