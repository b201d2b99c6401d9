using System.Net.WebSockets;
using Microsoft.Extensions.Logging;
using SlackAgents.Slack.Api;

namespace SlackAgents.Slack.SocketMode;

/// <summary>
/// Keeps one socket open for as long as the host lives. At an announced end the successor is opened first and the old
/// one closed then, so that there is no moment in which nobody listens.
/// </summary>
internal sealed partial class SocketModeLane(int number, SocketModeOpener opener, SocketModeStatus status, TimeProvider timeProvider, ILogger logger)
{
    private readonly ReconnectBackoff _backoff = new(timeProvider, Random.Shared.NextDouble);

    /// <summary>Returns when nothing can be done any more without an operator.</summary>
    /// <exception cref="OperationCanceledException">The host stops; the socket was closed.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        HeldConnection? current = null;
        try
        {
            while (true)
            {
                var connection = await OpenAsync(cancellationToken);
                if (connection is null)
                {
                    return;
                }

                // Counted before the old one goes, so that an overlap never looks like a gap.
                var old = current;
                current = await HoldAsync(connection);
                await RetireAsync(old);
                var end = await connection.End.WaitAsync(cancellationToken);
                if (end is SocketEnd.Disabled)
                {
                    Fail("Slack says that Socket Mode is switched off for this app (link_disabled). Switch it on at api.slack.com/apps → your app → Socket Mode, then restart.");
                    return;
                }

                if (end is not SocketEnd.Refresh)
                {
                    await RetireAsync(current);
                    current = null;
                    status.Failed($"Socket {number} to Slack was lost; it is being opened again.");
                    Log.Lost(logger, number, end);
                }

                await PauseAsync(_backoff.AfterEnd(end, connection.OpenedAt), cancellationToken);
            }
        }
        finally
        {
            await RetireAsync(current);
        }
    }

    /// <returns>Null when Slack's answer says that trying again is pointless.</returns>
    private async Task<SocketModeConnection?> OpenAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            TimeSpan? retryAfter = null;
            try
            {
                return await opener.OpenAsync(logger, cancellationToken);
            }
            catch (SlackException exception) when (SlackErrorCodes.UnrecoverableStart.Contains(exception.ErrorCode))
            {
                Fail($"Slack refuses to open a socket ({exception.ErrorCode}). Check Slack:AppToken: it must be a living xapp- token with the scope connections:write. Then restart.");
                return null;
            }
            catch (Exception exception) when (exception is SlackException or WebSocketException or HttpRequestException or IOException)
            {
                retryAfter = (exception as SlackException)?.RetryAfter;
                status.Failed($"Socket {number} to Slack cannot be opened: {exception.Message}");
                Log.OpenFailed(logger, number, exception.Message);
            }

            await PauseAsync(_backoff.AfterFailure(retryAfter), cancellationToken);
        }
    }

    private async Task<HeldConnection> HoldAsync(SocketModeConnection connection)
    {
        var known = await connection.Hello;
        var own = status.Opened(known);
        Log.Opened(logger, number, own, known);
        if (known > own)
        {
            // Registrations of sockets that died without a close frame stay for minutes and take their share of payloads.
            Log.Ghosts(logger, known, own);
        }

        return new HeldConnection(connection, CountDownAsync(connection));
    }

    /// <summary>It counts as open until nothing comes in on it any more, whether anybody has looked after it or not.</summary>
    private async Task CountDownAsync(SocketModeConnection connection)
    {
        await connection.Completed.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        status.Closed();
    }

    private static async Task RetireAsync(HeldConnection? held)
    {
        if (held is not null)
        {
            await held.Connection.CloseAsync();
            await held.CountedDown;
            held.Connection.Dispose();
        }
    }

    private Task PauseAsync(TimeSpan pause, CancellationToken cancellationToken) =>
        pause > TimeSpan.Zero ? Task.Delay(pause, timeProvider, cancellationToken) : Task.CompletedTask;

    private void Fail(string sentence)
    {
        status.Ended(sentence);
        Log.Ended(logger, sentence);
    }

    private sealed record HeldConnection(SocketModeConnection Connection, Task CountedDown);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Socket {Number} to Slack was lost ({End}); it is being opened again.")]
        public static partial void Lost(ILogger logger, int number, SocketEnd end);

        [LoggerMessage(2, LogLevel.Warning, "Socket {Number} to Slack cannot be opened: {Reason}")]
        public static partial void OpenFailed(ILogger logger, int number, string reason);

        [LoggerMessage(3, LogLevel.Critical, "No commands come in any more. {Sentence}")]
        public static partial void Ended(ILogger logger, string sentence);

        [LoggerMessage(4, LogLevel.Information, "Socket {Number} to Slack is open: {Own} of ours, {Known} known to Slack.")]
        public static partial void Opened(ILogger logger, int number, int own, int known);

        [LoggerMessage(5, LogLevel.Warning, "Slack knows of {Known} sockets of this app, but only {Own} are ours: another host uses the same app token, or dead ones are still registered. A share of the payloads goes there.")]
        public static partial void Ghosts(ILogger logger, int known, int own);
    }
}
