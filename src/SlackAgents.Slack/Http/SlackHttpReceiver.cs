using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SlackAgents.Slack.Configuration;
using SlackAgents.Slack.Intake;

namespace SlackAgents.Slack.Http;

/// <summary>
/// Takes Slack's signed requests in: verified, written to the same inbox as Socket Mode's payloads, and only then
/// answered with 200. Knows nothing of a web server; the host maps the addresses.
/// </summary>
internal sealed partial class SlackHttpReceiver(PayloadIntake intake, IOptions<SlackOptions> options, TimeProvider timeProvider, ILogger<SlackHttpReceiver> logger)
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
            : await TakeAsync(endpoint, payload, cancellationToken);
    }

    private async Task<SlackHttpReply> TakeAsync(SlackHttpEndpoint endpoint, JsonElement payload, CancellationToken cancellationToken)
    {
        var answer = await intake.TakeAsync(TypeOf(endpoint), payload, cancellationToken);
        return answer switch
        {
            { Acknowledge: false } => new SlackHttpReply(503, "Not taken; please deliver again."),
            { Payload: { } said } => SlackHttpReply.Json(said),
            _ => SlackHttpReply.Ok,
        };
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
        return endpoint is not SlackHttpEndpoint.Commands && fields.TryGetValue("payload", out var json)
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
        SlackHttpEndpoint.Commands => EnvelopeReader.Commands,
        SlackHttpEndpoint.Events => EnvelopeReader.Events,
        _ => EnvelopeReader.Interactive,
    };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A request to {Endpoint} was refused: its signature is missing, wrong or older than five minutes. If it came from Slack, check Slack:SigningSecret and this machine's clock.")]
        public static partial void NotSigned(ILogger logger, SlackHttpEndpoint endpoint);

        [LoggerMessage(2, LogLevel.Warning, "A signed request to {Endpoint} is neither JSON nor a form that Slack documents.")]
        public static partial void NotReadable(ILogger logger, SlackHttpEndpoint endpoint);
    }
}
