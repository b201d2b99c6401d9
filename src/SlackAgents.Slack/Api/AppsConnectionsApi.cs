namespace SlackAgents.Slack.Api;

/// <summary>docs.slack.dev/reference/methods/apps.connections.open</summary>
internal sealed class AppsConnectionsApi(SlackWebApi api)
{
    /// <summary>An address for one WebSocket: good once and for seconds, and a secret (it carries a ticket).</summary>
    public async Task<Uri> OpenAsync(CancellationToken cancellationToken)
    {
        var method = SlackMethod.AppsConnectionsOpen;
        var response = await api.CallAsync<ConnectionsOpenResponse>(method, new { }, cancellationToken);
        return Uri.TryCreate(response.Url, UriKind.Absolute, out var url) && url.Scheme is "wss" or "ws"
            ? url!
            : throw new SlackException(method.Name, SlackErrorCodes.InvalidResponse, $"{method.Name}: Slack's answer holds no WebSocket address.");
    }

    private sealed record ConnectionsOpenResponse(string? Url);
}
