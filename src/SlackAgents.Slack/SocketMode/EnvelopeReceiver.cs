using System.Text.Json;
using Microsoft.Extensions.Logging;
using SlackAgents.Slack.Intake;

namespace SlackAgents.Slack.SocketMode;

/// <summary>
/// What is done with one message of a socket: parsed, written to the inbox, and only then acknowledged. Nothing that a
/// message holds ends the loop, and nothing that takes a moment stops it.
/// </summary>
internal sealed partial class EnvelopeReceiver(PayloadIntake intake, ILogger<EnvelopeReceiver> logger)
{
    private const int MaxIdLength = 200;

    /// <param name="acknowledge">Sends the acknowledgement of an envelope on the socket it came from.</param>
    public async Task<SocketSignal> ReceiveAsync(ReadOnlyMemory<byte> message, Acknowledge acknowledge, CancellationToken cancellationToken)
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

    private async Task<SocketSignal> TakeAsync(string? type, JsonElement envelope, Acknowledge acknowledge, CancellationToken cancellationToken)
    {
        if (envelope.Text("envelope_id") is not { Length: <= MaxIdLength } id)
        {
            Log.NoEnvelopeId(logger);
            return SocketSignal.None;
        }

        var payload = envelope.Nested("payload");
        if (PayloadIntake.IsQuestion(type ?? string.Empty, payload))
        {
            _ = AnswerLaterAsync(id, type!, payload.Clone(), acknowledge, cancellationToken);
            return SocketSignal.None;
        }

        var answer = await intake.TakeAsync(type ?? string.Empty, payload, cancellationToken);
        if (answer.Acknowledge)
        {
            await acknowledge(id, envelope.Flag("accepts_response_payload") ? answer.Payload : null, cancellationToken);
        }

        return SocketSignal.None;
    }

    /// <summary>Beside the loop: whoever waits for choices must not hold up the acknowledgements of others.</summary>
    private async Task AnswerLaterAsync(string id, string type, JsonElement payload, Acknowledge acknowledge, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await intake.TakeAsync(type, payload, cancellationToken);
            await acknowledge(id, answer.Payload, cancellationToken);
        }
        catch (Exception exception)
        {
            // The socket ended meanwhile; the picker shows nothing, and asks again with the next letter.
            Log.NotAnswered(logger, exception);
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

        [LoggerMessage(3, LogLevel.Debug, "A question for choices was not answered.")]
        public static partial void NotAnswered(ILogger logger, Exception exception);
    }
}
