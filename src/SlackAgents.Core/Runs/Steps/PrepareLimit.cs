using Microsoft.Extensions.Options;

namespace SlackAgents.Core.Runs.Steps;

/// <summary>How long a turn may be prepared.</summary>
internal sealed class PrepareLimit(IOptions<RunsOptions> options, TimeProvider time)
{
    public TimeSpan Timeout => options.Value.PrepareTimeout;

    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Cancelled when the time is up.</summary>
    public CancellationTokenSource Start() => new(Timeout, time);
}
