using System.Threading.Channels;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Runs;

namespace SlackAgents.Host.Traces.Export;

/// <summary>Makes the Agent Trace record of each commit that a run has pushed when it comes to rest: later its commits may be gone.</summary>
internal sealed partial class AgentTraceKeeper(RunSignals signals, AgentTraceShelf shelf, ILogger<AgentTraceKeeper> logger) : BackgroundService
{
    private const int MostWaiting = 1_000;

    private readonly Channel<Run> _waiting = Channel.CreateBounded<Run>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        signals.RunChanged += Hear;
        return base.StartAsync(cancellationToken);
    }

    public override Task StopAsync(CancellationToken cancellationToken)
    {
        signals.RunChanged -= Hear;
        return base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var run in _waiting.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await shelf.GetAsync(run, stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                // Whoever asks for it causes another attempt, and is told.
                Log.Failed(logger, run.Id, exception);
            }
        }
    }

    private void Hear(Run run)
    {
        if (run.AtRest && run.PushedSha is not null)
        {
            _waiting.Writer.TryWrite(run);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The Agent Trace record of run {Run} could not be made.")]
        public static partial void Failed(ILogger logger, RunId run, Exception exception);
    }
}
