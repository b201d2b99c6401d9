using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using SlackAgents.Slack.Api;

namespace SlackAgents.Slack.SocketMode;

/// <summary>
/// One open socket. The receive loop owns reading; everything else may send, one at a time. It goes on reading after
/// Slack announced the end, because payloads still come until the successor has taken over.
/// </summary>
internal sealed partial class SocketModeConnection : IDisposable
{
    /// <summary>Slack does not always end the TCP connection after the close handshake.</summary>
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(1);

    private readonly WebSocket _socket;
    private readonly EnvelopeReceiver _receiver;
    private readonly TimeProvider _timeProvider;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _sending = new(1, 1);
    private readonly CancellationTokenSource _abort = new();
    private readonly TaskCompletionSource<int> _hello = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<SocketEnd> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _receiving;

    public SocketModeConnection(WebSocket socket, EnvelopeReceiver receiver, TimeProvider timeProvider, ILogger logger)
    {
        (_socket, _receiver, _timeProvider, _logger) = (socket, receiver, timeProvider, logger);
        OpenedAt = timeProvider.GetTimestamp();
        _receiving = ReceiveLoopAsync(_abort.Token);
    }

    public long OpenedAt { get; }

    /// <summary>Slack greeted; how many sockets of this app it knows of.</summary>
    public Task<int> Hello => _hello.Task;

    /// <summary>Nothing comes in on it any more. Never fails.</summary>
    public Task Completed => _receiving;

    /// <summary>A successor is needed.</summary>
    public Task<SocketEnd> End => _end.Task;

    /// <summary>Closes with a close frame, so that Slack stops sending into this socket at once, and aborts after a second.</summary>
    public async Task CloseAsync()
    {
        try
        {
            if (_socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            {
                using var timeout = new CancellationTokenSource(CloseTimeout, _timeProvider);
                await _sending.WaitAsync(timeout.Token);
                try
                {
                    await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, statusDescription: null, timeout.Token);
                }
                finally
                {
                    _sending.Release();
                }

                await _receiving.WaitAsync(timeout.Token);
            }
        }
        catch (Exception exception) when (IsBroken(exception))
        {
            Log.NotClosedCleanly(_logger, exception.Message);
        }

        await _abort.CancelAsync();
        _socket.Abort();
        await _receiving;
    }

    public void Dispose()
    {
        _socket.Dispose();
        _sending.Dispose();
        _abort.Dispose();
    }

    private async Task ReceiveLoopAsync(CancellationToken cancellationToken)
    {
        try
        {
            var reader = new SocketFrameReader(_socket);
            while (true)
            {
                var frame = await reader.ReadAsync(cancellationToken);
                if (frame.Kind is SocketFrameKind.Closed)
                {
                    return;
                }

                if (frame.Kind is SocketFrameKind.Oversized)
                {
                    Log.Oversized(_logger, frame.Length, SocketFrameReader.MaxBytes);
                }
                else if (frame.Kind is SocketFrameKind.Text)
                {
                    Note(await _receiver.ReceiveAsync(frame.Bytes, AcknowledgeAsync, cancellationToken));
                }
            }
        }
        catch (Exception exception) when (IsBroken(exception))
        {
            Log.Broken(_logger, exception.Message);
        }
        finally
        {
            _end.TrySetResult(SocketEnd.Lost);
            _hello.TrySetCanceled(CancellationToken.None);
        }
    }

    private void Note(SocketSignal signal)
    {
        if (signal.Kind is SocketSignalKind.Hello)
        {
            _hello.TrySetResult(signal.Connections);
        }
        else if (signal.Kind is SocketSignalKind.Disconnect)
        {
            Log.Announced(_logger, signal.Reason);
            _end.TrySetResult(signal.Reason switch
            {
                "link_disabled" => SocketEnd.Disabled,
                "too_many_websockets" => SocketEnd.TooMany,
                _ => SocketEnd.Refresh,
            });
        }
    }

    /// <summary>A failed acknowledgement is no loss: what is kept is kept, and the redelivery is recognised.</summary>
    private async Task AcknowledgeAsync(string envelopeId, JsonObject? payload, CancellationToken cancellationToken)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(new Acknowledgement(envelopeId, payload), SlackJson.Options);
        await _sending.WaitAsync(cancellationToken);
        try
        {
            if (_socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            {
                await _socket.SendAsync(bytes, WebSocketMessageType.Text, endOfMessage: true, cancellationToken);
            }
            else
            {
                Log.NotAcknowledged(_logger, _socket.State.ToString());
            }
        }
        finally
        {
            _sending.Release();
        }
    }

    private static bool IsBroken(Exception exception) =>
        exception is WebSocketException or OperationCanceledException or IOException or ObjectDisposedException or InvalidOperationException;

    private sealed record Acknowledgement(string EnvelopeId, JsonObject? Payload);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Slack sent a message of {Length} bytes, more than the {Limit} that are taken. It is not acknowledged, so that Slack tells its sender.")]
        public static partial void Oversized(ILogger logger, long length, int limit);

        [LoggerMessage(2, LogLevel.Debug, "The socket ended: {Reason}")]
        public static partial void Broken(ILogger logger, string reason);

        [LoggerMessage(3, LogLevel.Information, "Slack announces the end of a socket: {Reason}.")]
        public static partial void Announced(ILogger logger, string? reason);

        [LoggerMessage(4, LogLevel.Debug, "The socket did not close cleanly: {Reason}")]
        public static partial void NotClosedCleanly(ILogger logger, string reason);

        [LoggerMessage(5, LogLevel.Debug, "A payload was kept but not acknowledged: the socket is {State}. Slack delivers it again and it is recognised.")]
        public static partial void NotAcknowledged(ILogger logger, string state);
    }
}
