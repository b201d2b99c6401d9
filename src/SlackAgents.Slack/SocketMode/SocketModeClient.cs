using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SlackAgents.Slack.Configuration;

namespace SlackAgents.Slack.SocketMode;

/// <summary>
/// Takes Slack's payloads in over several sockets, opened one after the other. Slack sends each payload to any one of
/// them, so one that is quietly dead loses only its share, and only until its keep-alive notices.
/// </summary>
internal sealed partial class SocketModeClient(
    SocketModeOpener opener,
    SocketModeStatus status,
    IOptions<SlackOptions> options,
    TimeProvider timeProvider,
    ILogger<SocketModeClient> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.Transport is not SlackTransport.SocketMode)
        {
            return;
        }

        try
        {
            await Task.WhenAll(Enumerable.Range(0, options.Value.Connections).Select(index => RunLaneAsync(index, stoppingToken)));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            Log.Stopped(logger);
        }
    }

    private async Task RunLaneAsync(int index, CancellationToken cancellationToken)
    {
        if (index > 0)
        {
            await Task.Delay(options.Value.ConnectionDelay * index, timeProvider, cancellationToken);
        }

        await new SocketModeLane(index + 1, opener, status, timeProvider, logger).RunAsync(cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The sockets to Slack are closed.")]
        public static partial void Stopped(ILogger logger);
    }
}
