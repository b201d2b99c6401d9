using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SlackAgents.Core.Intake.Inbox;
using SlackAgents.Slack.Configuration;
using SlackAgents.Slack.Intake;

namespace SlackAgents.Slack.Http;

/// <summary>
/// Takes Slack's signed requests in: verified, written to the same inbox as Socket Mode's payloads, and only then
/// answered with 200. Knows nothing of a web server; the host maps the addresses.
/// </summary>
internal sealed partial class SlackHttpReceiver(IInbox inbox, IOptions<SlackOptions> options, TimeProvider timeProvider, ILogger<SlackHttpReceiver> logger)
{
    /// <summary>Larger bodies are refused; the host should stop reading there.</summary>
    public const int MaxBodyBytes = 4 * 1024 * 1024;

    public const string TimestampHeader = "X-Slack-Request-Timestamp";
    public const string SignatureHeader = "X-Slack-Signature";

    private static readonly SlackHttpReply Malformed = new(400, "The request is not what Slack documents.");

    /// <param name="body">The raw bytes of the body.</param>
    /// <param name="header">Gives the value of a header by its name, or null.</param>
    public async Task<SlackHttpReply> ReceiveAsync(SlackHttpEndpoint endpoint, ReadOnlyMemory<byte> body, Func<string, string?> header, CancellationToken cancellationToken)
    {
        if (body.Length > MaxBodyBytes)
        {
            return new SlackHttpReply(413, "The request is too large.");
        }

        if (endpoint is SlackHttpEndpoint.Commands && IsCertificateCheck(body.Span))
        {
            return SlackHttpReply.Ok;
        }

        var secret = options.Value.SigningSecret ?? string.Empty;
        if (!SlackSignature.IsValid(secret, header(TimestampHeader), header(SignatureHeader), body.Span, timeProvider.GetUtcNow()))
        {
            Log.NotSigned(logger, endpoint);
            return new SlackHttpReply(401, "The signature is missing, wrong or too old.");
        }

        JsonElement payload;
        try
        {
            payload = Parse(endpoint, body.Span);
        }
        catch (JsonException)
        {
            Log.NotReadable(logger, endpoint);
            return Malformed;
        }

        return endpoint is SlackHttpEndpoint.Events && payload.Text("type") is "url_verification"
            ? new SlackHttpReply(200, payload.Text("challenge") ?? string.Empty)
            : await KeepAsync(endpoint, payload, cancellationToken);
    }

    private async Task<SlackHttpReply> KeepAsync(SlackHttpEndpoint endpoint, JsonElement payload, CancellationToken cancellationToken)
    {
        var verdict = EnvelopeReader.Read(TypeOf(endpoint), payload);
        if (verdict.Item is null)
        {
            Log.NotKept(logger, endpoint, verdict.Reason);
            // Slack repeats what is not answered with 2xx, and a payload that cannot be read does not get better.
            return SlackHttpReply.Ok;
        }

        try
        {
            await inbox.AddAsync(verdict.Item, cancellationToken);
            return SlackHttpReply.Ok;
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            Log.InboxFailed(logger, endpoint, exception);
            return new SlackHttpReply(503, "Not taken; please deliver again.");
        }
    }

    /// <summary>Slack looks at our certificate now and then; such a request is answered and nothing else, signed or not.</summary>
    private static bool IsCertificateCheck(ReadOnlySpan<byte> body) =>
        body.Length < 1024 && FormFields.Read(body).GetValueOrDefault("ssl_check") is "1";

    private static JsonElement Parse(SlackHttpEndpoint endpoint, ReadOnlySpan<byte> body)
    {
        if (endpoint is SlackHttpEndpoint.Events)
        {
            return ParseJson(body);
        }

        var fields = FormFields.Read(body);
        return endpoint is SlackHttpEndpoint.Interactivity && fields.TryGetValue("payload", out var json)
            ? ParseJson(System.Text.Encoding.UTF8.GetBytes(json))
            : FormFields.ToJson(fields);
    }

    private static JsonElement ParseJson(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        return JsonElement.ParseValue(ref reader);
    }

    private static string TypeOf(SlackHttpEndpoint endpoint) => endpoint switch
    {
        SlackHttpEndpoint.Commands => "slash_commands",
        SlackHttpEndpoint.Interactivity => "interactive",
        _ => "events_api",
    };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A request to {Endpoint} was refused: its signature is missing, wrong or older than five minutes. If it came from Slack, check Slack:SigningSecret and this machine's clock.")]
        public static partial void NotSigned(ILogger logger, SlackHttpEndpoint endpoint);

        [LoggerMessage(2, LogLevel.Warning, "A signed request to {Endpoint} is neither JSON nor a form that Slack documents.")]
        public static partial void NotReadable(ILogger logger, SlackHttpEndpoint endpoint);

        [LoggerMessage(3, LogLevel.Debug, "A payload to {Endpoint} was dropped: {Reason}.")]
        public static partial void NotKept(ILogger logger, SlackHttpEndpoint endpoint, string reason);

        [LoggerMessage(4, LogLevel.Error, "A payload to {Endpoint} could not be written to the inbox, so Slack is told to deliver it again. Check the database and the disk.")]
        public static partial void InboxFailed(ILogger logger, SlackHttpEndpoint endpoint, Exception exception);
    }
}
