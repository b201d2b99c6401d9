using Microsoft.Extensions.Options;

namespace SlackAgents.Core.Runs.Context;

/// <summary>How long Slack is asked before a run goes on with what is there.</summary>
internal sealed class ContextPatience(IOptions<ContextOptions> options, TimeProvider time)
{
    /// <summary>Cancelled when the time is up.</summary>
    public CancellationTokenSource Start() => new(options.Value.Patience, time);
}
