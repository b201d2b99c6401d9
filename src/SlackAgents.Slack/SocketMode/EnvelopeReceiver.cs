using System.Text.Json;
using Microsoft.Extensions.Logging;
using SlackAgents.Core.Intake.Inbox;
using SlackAgents.Slack.Intake;

namespace SlackAgents.Slack.SocketMode;

/// <summary>
/// What is done with one message of a socket: parsed, written to the inbox, and only then acknowledged. Nothing that a
/// message holds ends the loop.
/// </summary>
internal sealed partial class EnvelopeReceiver(IInbox inbox, ILogger<EnvelopeReceiver> logger)
{
    private const int MaxIdLength = 200;

    /// <param name="acknowledge">Sends the acknowledgement of an envelope on the socket it came from.</param>
    public async Task<SocketSignal> ReceiveAsync(ReadOnlyMemory<byte> message, Func<string, CancellationToken, Task> acknowledge, CancellationToken cancellationToken)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(message);
        }
        catch (JsonException exception)
        {
            Log.NotJson(logger, message.Length, exception.BytePositionInLine ?? 0);
            return SocketSignal.None;
        }

        using (document)
        {
            var root = document.RootElement;
            return root.Text("type") switch
            {
                "hello" => SocketSignal.Hello(ReadConnections(root)),
                "disconnect" => SocketSignal.Disconnect(root.Text("reason") ?? "unknown"),
                var type => await TakeAsync(type, root, acknowledge, cancellationToken),
            };
        }
    }

    private async Task<SocketSignal> TakeAsync(string? type, JsonElement envelope, Func<string, CancellationToken, Task> acknowledge, CancellationToken cancellationToken)
    {
        if (envelope.Text("envelope_id") is not { Length: <= MaxIdLength } id)
        {
            Log.NoEnvelopeId(logger);
            return SocketSignal.None;
        }

        var verdict = EnvelopeReader.Read(type ?? string.Empty, envelope.Nested("payload"));
        if (verdict.Item is { } item)
        {
            if (!await TryKeepAsync(item, cancellationToken))
            {
                // No acknowledgement: Slack delivers an event again, and tells the person of a failed command.
                return SocketSignal.None;
            }
        }
        else if (verdict.IsMalformed)
        {
            Log.Malformed(logger, verdict.Reason);
        }
        else
        {
            Log.Dropped(logger, verdict.Reason);
        }

        await acknowledge(id, cancellationToken);
        return SocketSignal.None;
    }

    private async Task<bool> TryKeepAsync(InboxItem item, CancellationToken cancellationToken)
    {
        try
        {
            var isNew = await inbox.AddAsync(item, cancellationToken);
            if (!isNew)
            {
                Log.Duplicate(logger, item.Kind);
            }

            return true;
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            Log.NotKept(logger, item.Kind, exception);
            return false;
        }
    }

    private static int ReadConnections(JsonElement hello) =>
        hello.TryGetProperty("num_connections", out var count) && count.ValueKind is JsonValueKind.Number && count.TryGetInt32(out var value) ? value : 0;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Slack sent a message of {Length} bytes that is not JSON (at byte {Position}); it is ignored.")]
        public static partial void NotJson(ILogger logger, int length, long position);

        [LoggerMessage(2, LogLevel.Warning, "Slack sent an envelope without an id; it cannot be acknowledged and is ignored.")]
        public static partial void NoEnvelopeId(ILogger logger);

        [LoggerMessage(3, LogLevel.Warning, "Slack sent a payload that cannot be read: {Reason}. It is acknowledged and ignored.")]
        public static partial void Malformed(ILogger logger, string reason);

        [LoggerMessage(4, LogLevel.Debug, "A payload was dropped: {Reason}.")]
        public static partial void Dropped(ILogger logger, string reason);

        [LoggerMessage(5, LogLevel.Debug, "A {Kind} was delivered again.")]
        public static partial void Duplicate(ILogger logger, string kind);

        [LoggerMessage(6, LogLevel.Error, "A {Kind} could not be written to the inbox, so it is not acknowledged. Check the database and the disk.")]
        public static partial void NotKept(ILogger logger, string kind, Exception exception);
    }
}
