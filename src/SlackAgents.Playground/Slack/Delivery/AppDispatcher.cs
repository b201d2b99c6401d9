using System.Text.Json.Nodes;
using SlackAgents.Playground.Slack.Members;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Slack.Delivery;

/// <summary>Delivers to the app: commands and clicks once, events until they are acknowledged or given up.</summary>
internal sealed class AppDispatcher
{
    private readonly WorkspaceState _state;
    private readonly IAppTransport _sockets;
    private readonly HttpTransport _http;
    private readonly AppDispatcher? _first;
    private RequestUrls? _requestUrls;

    /// <param name="state">The workspace.</param>
    /// <param name="sockets">Socket Mode.</param>
    /// <param name="http">HTTP mode.</param>
    /// <param name="first">Of a further workspace: the first one's, because the app has one set of request URLs.</param>
    public AppDispatcher(WorkspaceState state, IAppTransport sockets, HttpTransport http, AppDispatcher? first = null)
    {
        _first = first;
        _state = state;
        _sockets = sockets;
        _http = http;
        RequestUrls = state.Settings.RequestUrls;
        RetryDelays = state.Settings.EventRetryDelays;
        state.Events.Sink = Publish;
    }

    /// <summary>HTTP mode when set.</summary>
    public RequestUrls? RequestUrls
    {
        get => _first is null ? _requestUrls : _first.RequestUrls;
        set => _requestUrls = value;
    }

    public IReadOnlyList<TimeSpan> RetryDelays { get; set; }

    /// <summary>How often each event is delivered although it was acknowledged; all at once, so on different sockets.</summary>
    public int DeliverEachEventTimes { get; set; } = 1;

    public RecordLog<EventDelivery> Events { get; } = new();

    private IAppTransport Transport => RequestUrls is { } urls ? _http.To(urls) : _sockets;

    public Task<DeliveryAttempt> DeliverAsync(AppPayload payload, CancellationToken cancellationToken) =>
        Transport.DeliverAsync(payload, retry: 0, retryReason: null, cancellationToken);

    /// <summary>Delivers an event again, as after a lost acknowledgement: same event id, new envelope.</summary>
    public async Task<IReadOnlyList<DeliveryAttempt>> RedeliverAsync(EventDelivery delivery, int times, CancellationToken cancellationToken) =>
        await Task.WhenAll(Enumerable.Range(1, times).Select(retry =>
            Transport.DeliverAsync(new AppPayload(AppPayload.Events, WireJson.ParseObject(delivery.OuterJson)!), retry, "timeout", cancellationToken)));

    private void Publish(JsonObject happened, Channel? channel)
    {
        var outer = Outer(happened, channel);
        for (var copy = 0; copy < DeliverEachEventTimes; copy++)
        {
            var body = (JsonObject)outer.DeepClone();
            _state.Work.Start(cancellationToken => DeliverWithRetriesAsync(body, cancellationToken));
        }
    }

    private async Task DeliverWithRetriesAsync(JsonObject outer, CancellationToken cancellationToken)
    {
        var attempts = new List<DeliveryAttempt>();
        for (var retry = 0; ; retry++)
        {
            var reason = retry == 0 ? null : attempts[^1].Error == "http_error" ? "http_error" : "timeout";
            var attempt = await Transport.DeliverAsync(new AppPayload(AppPayload.Events, outer), retry, reason, cancellationToken);
            attempts.Add(attempt);
            if (attempt.Acknowledged || retry >= RetryDelays.Count)
            {
                break;
            }

            await Task.Delay(RetryDelays[retry], _state.Time, cancellationToken);
        }

        Events.Add(new EventDelivery(outer.Text("event_id")!, outer.Child("event")!.Text("type")!, outer.ToJsonString(), attempts));
        _state.Changed.Raise();
    }

    private JsonObject Outer(JsonObject happened, Channel? channel) => new()
    {
        ["token"] = "deprecated",
        ["team_id"] = _state.Settings.TeamId,
        ["context_team_id"] = _state.Settings.TeamId,
        ["context_enterprise_id"] = null,
        ["api_app_id"] = _state.Settings.AppId,
        ["event"] = happened,
        ["type"] = "event_callback",
        ["event_id"] = "Ev" + RandomText.Upper(10),
        ["event_time"] = _state.Time.GetUtcNow().ToUnixTimeSeconds(),
        ["authorizations"] = new JsonArray(new JsonObject
        {
            ["enterprise_id"] = null,
            ["team_id"] = _state.Settings.TeamId,
            ["user_id"] = _state.Settings.BotUserId,
            ["is_bot"] = true,
            ["is_enterprise_install"] = false,
        }),
        ["is_ext_shared_channel"] = channel?.IsExtShared == true,
        ["event_context"] = "4-" + RandomText.Mixed(40),
    };
}
