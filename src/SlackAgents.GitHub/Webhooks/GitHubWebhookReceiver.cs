using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SlackAgents.Core.Intake.Inbox;

namespace SlackAgents.GitHub.Webhooks;

/// <summary>
/// Takes webhooks in (docs.github.com/webhooks): checks the signature over the raw bytes, stores the delivery once,
/// and answers. What it means is decided later, from the inbox: GitHub waits ten seconds and never asks again.
/// </summary>
internal sealed partial class GitHubWebhookReceiver(IOptions<GitHubOptions> options, IInbox inbox, ILogger<GitHubWebhookReceiver> logger)
{
    /// <summary>GitHub sends no more; the HTTP endpoint should refuse more too.</summary>
    public const int MaxBodyBytes = 25 * 1024 * 1024;

    private const string SignaturePrefix = "sha256=";

    public async Task<GitHubWebhookResult> ReceiveAsync(GitHubWebhookRequest request, CancellationToken cancellationToken)
    {
        if (options.Value.WebhookSecret.Length == 0)
        {
            return new GitHubWebhookResult(503, "Webhooks are off: GitHub:WebhookSecret is not set.");
        }

        if (request.Body.Length > MaxBodyBytes)
        {
            return new GitHubWebhookResult(413, "The delivery is too large.");
        }

        if (!IsSigned(options.Value.WebhookSecret, request.Signature, request.Body.Span))
        {
            Log.BadSignature(logger);
            return new GitHubWebhookResult(401, "The signature does not fit. Is the webhook's secret the one in GitHub:WebhookSecret?");
        }

        if (!IsName(request.Event) || !IsName(request.Delivery) || !IsJson(request.Body))
        {
            return new GitHubWebhookResult(400, "X-GitHub-Event or X-GitHub-Delivery is missing, or the body is no JSON. Choose the content type application/json.");
        }

        var payload = $$"""{"event":"{{request.Event}}","delivery":"{{request.Delivery}}","payload":{{Encoding.UTF8.GetString(request.Body.Span)}}}""";
        var isNew = await inbox.AddAsync(new InboxItem(InboxKinds.GitHubWebhook, [$"github:{request.Delivery}"], payload), cancellationToken);
        return isNew ? new GitHubWebhookResult(202, "Stored.") : new GitHubWebhookResult(200, "Known already.");
    }

    /// <summary>Compares in constant time.</summary>
    public static bool IsSigned(string secret, string? signature, ReadOnlySpan<byte> body)
    {
        if (signature is null || !signature.StartsWith(SignaturePrefix, StringComparison.Ordinal))
        {
            return false;
        }

        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body, expected);
        Span<byte> given = stackalloc byte[HMACSHA256.HashSizeInBytes];
        return signature.Length == SignaturePrefix.Length + (2 * given.Length)
            && Convert.FromHexString(signature.AsSpan(SignaturePrefix.Length), given, out _, out var written) == System.Buffers.OperationStatus.Done
            && written == given.Length
            && CryptographicOperations.FixedTimeEquals(expected, given);
    }

    /// <summary>Names of events and GUIDs of deliveries; nothing that would have to be escaped.</summary>
    private static bool IsName(string? text) => text is { Length: > 0 and <= 100 } && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-');

    private static bool IsJson(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind is JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "A webhook with a wrong signature was refused")]
        public static partial void BadSignature(ILogger logger);
    }
}
