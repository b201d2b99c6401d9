using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using SlackAgents.Playground.Slack.Delivery;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Slack.Sockets;

/// <summary>
/// Socket Mode. Up to ten sockets; each payload goes to one of them in turn and has to be acknowledged on that same socket in time.
/// docs.slack.dev/apis/events-api/using-socket-mode
/// </summary>
internal sealed class SocketHub(WorkspaceState state, SocketTickets tickets) : IAppTransport
{
    private const int MaxConnections = 10;

    private readonly ConcurrentDictionary<long, SocketConnection> _connections = new();
    private readonly ConcurrentDictionary<string, Outstanding> _outstanding = new(StringComparer.Ordinal);
    private long _lastNumber;
    private long _turn;

    public int Connections => _connections.Values.Count(connection => connection.IsOpen);

    /// <summary>How many sockets were ever opened.</summary>
    public long ConnectionsEver => Volatile.Read(ref _lastNumber);

    public async Task ServeAsync(HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest || !tickets.Redeem(context.Request.Query["ticket"].ToString()))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        using var connection = new SocketConnection(Interlocked.Increment(ref _lastNumber), socket, context.Abort);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, state.Work.Stopping);
        try
        {
            if (Connections >= MaxConnections)
            {
                await connection.SendAsync(Farewell("too_many_websockets"), stop.Token);
                await connection.CloseAsync(stop.Token);
                return;
            }

            _connections[connection.Number] = connection;
            await connection.SendAsync(Hello(), stop.Token);
            state.Changed.Raise();
            await ReceiveAsync(connection, stop.Token);
            await connection.CloseAsync(stop.Token);
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException or IOException)
        {
            connection.IsLeaving = true;
        }
        finally
        {
            _connections.TryRemove(connection.Number, out _);
            FailOutstanding(connection);
            state.Changed.Raise();
        }
    }

    public async Task<DeliveryAttempt> DeliverAsync(AppPayload payload, int retry, string? retryReason, CancellationToken cancellationToken)
    {
        var started = state.Time.GetTimestamp();
        if (Pick() is not { } connection)
        {
            return new DeliveryAttempt(payload.Type, "dispatch_failed", TimeSpan.Zero, null);
        }

        var envelopeId = RandomText.Hex(16);
        var waiting = new Outstanding(payload, connection.Number, state.Time.GetUtcNow());
        _outstanding[envelopeId] = waiting;
        try
        {
            await connection.SendAsync(Envelope(envelopeId, payload, retry, retryReason), cancellationToken);
            var response = await waiting.Acknowledged.Task.WaitAsync(state.Settings.AcknowledgementLimit, state.Time, cancellationToken);
            return new DeliveryAttempt(payload.Type, null, state.Time.GetElapsedTime(started), response);
        }
        catch (TimeoutException)
        {
            waiting.IsLate = true;
            state.LateAcks.Add(new LateAck(payload.Type, envelopeId, waiting.SentAt));
            state.Changed.Raise();
            return new DeliveryAttempt(payload.Type, "operation_timeout", state.Time.GetElapsedTime(started), null);
        }
        catch (Exception gone) when (gone is WebSocketException or ObjectDisposedException or IOException)
        {
            _outstanding.TryRemove(envelopeId, out _);
            return new DeliveryAttempt(payload.Type, "dispatch_failed", state.Time.GetElapsedTime(started), null);
        }
    }

    /// <summary>Announces the end to every socket; <c>warning</c> leaves them open, anything else closes them.</summary>
    public async Task DisconnectAsync(string reason, CancellationToken cancellationToken)
    {
        foreach (var connection in _connections.Values.Where(connection => connection.IsOpen))
        {
            try
            {
                await connection.SendAsync(Farewell(reason), cancellationToken);
                if (reason != "warning")
                {
                    await connection.CloseAsync(cancellationToken);
                }
            }
            catch (Exception gone) when (gone is WebSocketException or ObjectDisposedException or IOException)
            {
                connection.IsLeaving = true; // it went by itself meanwhile
            }
        }
    }

    /// <summary>Breaks sockets without a close frame: all, or only the oldest.</summary>
    public void Drop(bool onlyOldest = false)
    {
        foreach (var connection in _connections.Values.OrderBy(connection => connection.Number).Take(onlyOldest ? 1 : int.MaxValue))
        {
            connection.Abort();
        }
    }

    /// <summary>Sends a text frame as it is, on one of the sockets.</summary>
    public Task SendRawAsync(string text, CancellationToken cancellationToken) =>
        (Pick() ?? throw new InvalidOperationException("No socket is open.")).SendAsync(text, cancellationToken);

    private SocketConnection? Pick()
    {
        var open = _connections.Values.Where(connection => connection.IsOpen).OrderBy(connection => connection.Number).ToList();
        return open.Count == 0 ? null : open[(int)(Interlocked.Increment(ref _turn) % open.Count)];
    }

    private async Task ReceiveAsync(SocketConnection connection, CancellationToken cancellationToken)
    {
        while (await connection.ReceiveAsync(cancellationToken) is { } frame)
        {
            if (WireJson.ParseObject(frame) is not { } message)
            {
                state.Violations.Add("A frame that is not a JSON object.");
            }
            else if (message.Text("envelope_id") is { } envelopeId)
            {
                Acknowledge(connection, envelopeId, message);
            }
            else if (message.Text("type") is not ("ping" or "pong"))
            {
                state.Violations.Add("A frame without envelope_id.");
            }
        }
    }

    private void Acknowledge(SocketConnection connection, string envelopeId, JsonObject message)
    {
        if (!_outstanding.TryRemove(envelopeId, out var waiting))
        {
            state.Violations.Add($"An acknowledgement of {envelopeId}, which is unknown or was acknowledged before.");
            return;
        }

        if (waiting.Connection != connection.Number)
        {
            state.Violations.Add("An acknowledgement on another socket than the payload came on.");
        }

        // The official client sends an empty object with every acknowledgement: that is no payload.
        if (message["payload"] is { } given && given is not JsonObject { Count: 0 } && !waiting.Payload.AcceptsResponse)
        {
            state.Violations.Add($"An acknowledgement of {waiting.Payload.Type} with a payload.");
        }

        if (waiting.IsLate)
        {
            state.LateAcks.Add(new LateAck(waiting.Payload.Type, envelopeId, waiting.SentAt) { ArrivedAfter = state.Time.GetUtcNow() - waiting.SentAt });
        }

        waiting.Acknowledged.TrySetResult(message["payload"]?.ToJsonString());
        state.Changed.Raise();
    }

    private void FailOutstanding(SocketConnection connection)
    {
        foreach (var (id, waiting) in _outstanding.Where(entry => entry.Value.Connection == connection.Number))
        {
            _outstanding.TryRemove(id, out _);
            waiting.Acknowledged.TrySetException(new IOException("The socket was closed before the acknowledgement."));
        }
    }

    private JsonObject Hello() => new()
    {
        ["type"] = "hello",
        ["num_connections"] = Connections,
        ["debug_info"] = new JsonObject { ["host"] = "playground", ["build_number"] = 1, ["approximate_connection_time"] = 18060 },
        ["connection_info"] = new JsonObject { ["app_id"] = state.Settings.AppId },
    };

    private static JsonObject Farewell(string reason) => new()
    {
        ["type"] = "disconnect",
        ["reason"] = reason,
        ["debug_info"] = new JsonObject { ["host"] = "playground" },
    };

    private static JsonObject Envelope(string envelopeId, AppPayload payload, int retry, string? retryReason)
    {
        var envelope = new JsonObject
        {
            ["envelope_id"] = envelopeId,
            ["type"] = payload.Type,
            ["accepts_response_payload"] = payload.AcceptsResponse,
            ["payload"] = payload.Body.DeepClone(),
        };
        if (payload.Type == AppPayload.Events)
        {
            envelope["retry_attempt"] = retry;
            envelope["retry_reason"] = retryReason ?? string.Empty;
        }

        return envelope;
    }

    private sealed class Outstanding(AppPayload payload, long connection, DateTimeOffset sentAt)
    {
        public AppPayload Payload => payload;

        public long Connection => connection;

        public DateTimeOffset SentAt => sentAt;

        public bool IsLate { get; set; }

        public TaskCompletionSource<string?> Acknowledged { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
