using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Slack.Delivery;

/// <summary>HTTP mode: signed requests to the app's request URLs. docs.slack.dev/authentication/verifying-requests-from-slack</summary>
internal sealed class HttpTransport(HttpClient client, WorkspaceState state)
{
    public IAppTransport To(RequestUrls urls) => new Bound(client, state, urls);

    /// <summary>The value of <c>X-Slack-Signature</c>.</summary>
    public static string Sign(string secret, string timestamp, string body) =>
        "v0=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"v0:{timestamp}:{body}")));

    private sealed class Bound(HttpClient client, WorkspaceState state, RequestUrls urls) : IAppTransport
    {
        public async Task<DeliveryAttempt> DeliverAsync(AppPayload payload, int retry, string? retryReason, CancellationToken cancellationToken)
        {
            using var request = Compose(payload, retry, retryReason);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(state.Settings.AcknowledgementLimit);
            var started = state.Time.GetTimestamp();
            try
            {
                using var response = await client.SendAsync(request, limit.Token);
                var body = await response.Content.ReadAsStringAsync(limit.Token);
                var took = state.Time.GetElapsedTime(started);
                return response.IsSuccessStatusCode
                    ? new DeliveryAttempt(payload.Type, null, took, ResponseOf(body))
                    : new DeliveryAttempt(payload.Type, "http_error", took, null);
            }
            catch (HttpRequestException)
            {
                return new DeliveryAttempt(payload.Type, "dispatch_failed", state.Time.GetElapsedTime(started), null);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                state.LateAcks.Add(new LateAck(payload.Type, request.RequestUri!.AbsolutePath, state.Time.GetUtcNow() - state.Time.GetElapsedTime(started)));
                return new DeliveryAttempt(payload.Type, "operation_timeout", state.Time.GetElapsedTime(started), null);
            }
        }

        private HttpRequestMessage Compose(AppPayload payload, int retry, string? retryReason)
        {
            var (url, body, type) = payload.Type switch
            {
                AppPayload.Events => (urls.Events, payload.Body.ToJsonString(), "application/json"),
                AppPayload.Commands => (urls.Commands, Form(payload.Body), "application/x-www-form-urlencoded"),
                _ => (payload.IsOptionsRequest ? urls.OptionsOrInteractivity : urls.Interactivity, "payload=" + Uri.EscapeDataString(payload.Body.ToJsonString()), "application/x-www-form-urlencoded"),
            };
            var timestamp = state.Time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

            // No charset: Slack sends none, and the official client reads "…urlencoded; charset=utf-8" as JSON.
            var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            content.Headers.TryAddWithoutValidation("Content-Type", type);
            var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = content };
            request.Headers.TryAddWithoutValidation("User-Agent", "Slackbot 1.0 (+https://api.slack.com/robots)");
            request.Headers.TryAddWithoutValidation("X-Slack-Request-Timestamp", timestamp);
            request.Headers.TryAddWithoutValidation("X-Slack-Signature", Sign(state.SigningSecret, timestamp, body));
            if (retry > 0)
            {
                request.Headers.TryAddWithoutValidation("X-Slack-Retry-Num", retry.ToString(CultureInfo.InvariantCulture));
                request.Headers.TryAddWithoutValidation("X-Slack-Retry-Reason", retryReason == "timeout" ? "http_timeout" : retryReason);
            }

            return request;
        }

        private static string Form(JsonObject fields) =>
            string.Join('&', fields.Select(field => $"{field.Key}={Uri.EscapeDataString(fields.Text(field.Key) ?? string.Empty)}"));

        /// <summary>A JSON body as it is; plain text is a message of that text.</summary>
        private static string? ResponseOf(string body)
        {
            if (string.IsNullOrWhiteSpace(body))
            {
                return null;
            }

            return WireJson.ParseObject(body)?.ToJsonString() ?? new JsonObject { ["text"] = body }.ToJsonString();
        }
    }
}
