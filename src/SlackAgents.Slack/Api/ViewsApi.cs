using System.Text.Json.Nodes;

namespace SlackAgents.Slack.Api;

/// <summary>docs.slack.dev/reference/methods#views</summary>
internal sealed class ViewsApi(SlackWebApi api)
{
    /// <returns>The view's id.</returns>
    public async Task<string> OpenAsync(string triggerId, JsonObject view, CancellationToken cancellationToken)
    {
        var method = SlackMethod.ViewsOpen;
        var response = await api.CallAsync<ViewResponse>(method, new { TriggerId = triggerId, View = view }, cancellationToken);
        return response.View?.Id ?? throw new SlackException(method.Name, SlackErrorCodes.InvalidResponse, $"{method.Name}: Slack's answer names no view.");
    }

    public Task UpdateAsync(string viewId, JsonObject view, CancellationToken cancellationToken) =>
        api.CallAsync(SlackMethod.ViewsUpdate, new { ViewId = viewId, View = view }, cancellationToken);

    /// <summary>The Home tab of one person.</summary>
    public Task PublishAsync(string user, JsonObject view, CancellationToken cancellationToken) =>
        api.CallAsync(SlackMethod.ViewsPublish, new { UserId = user, View = view }, cancellationToken);

    private sealed record ViewResponse(View? View);

    private sealed record View(string? Id);
}
