using System.Net;
using System.Text;
using System.Text.Json;
using System.Web;
using Microsoft.Extensions.Options;
using SlackAgents.Slack.Api;
using SlackAgents.Slack.Configuration;

namespace SlackAgents.Tests.Slack.Fakes;

/// <summary>Slack's Web API at the edge: answers come from the test, requests are kept.</summary>
internal sealed class FakeSlackApi : HttpMessageHandler, IHttpClientFactory
{
    // Put together here, so that nothing in the sources looks like a real token.
    public static readonly string BotToken = "xoxb" + "-test-bot";
    public static readonly string AppToken = "xapp" + "-test-app";

    private readonly Queue<(string Method, Func<HttpResponseMessage> Answer)> _scripted = new();
    private readonly Lock _lock = new();

    public List<SlackRequest> Requests { get; } = [];

    /// <summary>Answers what the script does not; null for the default answer.</summary>
    public Func<SlackRequest, HttpResponseMessage?> Unscripted { get; set; } = _ => null;

    /// <summary>Told of each request when it comes in.</summary>
    public Action<SlackRequest> Called { get; set; } = _ => { };

    public SlackOptions Options { get; } = new() { ApiUrl = "http://slack.test/api", BotToken = BotToken, AppToken = AppToken };

    public IOptions<SlackOptions> WrappedOptions => Microsoft.Extensions.Options.Options.Create(Options);

    public SlackWebApi CreateWebApi(TimeProvider? timeProvider = null) => new(this, WrappedOptions, new SlackPipelines(timeProvider ?? TimeProvider.System));

    public SlackApiClient CreateClient(TimeProvider? timeProvider = null) => new(CreateWebApi(timeProvider));

    /// <summary>With the configured token alone.</summary>
    public SlackApiClients CreateClients(TimeProvider? timeProvider = null) => new FakeWorkspaces(this, timeProvider).Clients;

    public HttpClient CreateClient(string name) => new(this, disposeHandler: false);

    /// <summary>The next call of the method is answered so; without a script the answer is <c>ok</c>.</summary>
    public FakeSlackApi On(string method, string json, HttpStatusCode status = HttpStatusCode.OK, int? retryAfter = null) =>
        On(method, () =>
        {
            var response = new HttpResponseMessage(status) { Content = new StringContent(json, Encoding.UTF8) };
            if (retryAfter is { } seconds)
            {
                response.Headers.TryAddWithoutValidation("Retry-After", seconds.ToString(System.Globalization.CultureInfo.InvariantCulture));
            }

            return response;
        });

    public FakeSlackApi On(string method, Func<HttpResponseMessage> answer)
    {
        _scripted.Enqueue((method, answer));
        return this;
    }

    public FakeSlackApi Fails(string method, string code) => On(method, $$"""{"ok":false,"error":"{{code}}"}""");

    public int CountOf(string method)
    {
        lock (_lock)
        {
            return Requests.Count(request => request.Method == method);
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var method = request.RequestUri!.Segments[^1];
        var body = request.Content is null ? string.Empty : await request.Content.ReadAsStringAsync(cancellationToken);
        var asked = new SlackRequest(method, request.RequestUri, request.Content?.Headers.ContentType?.ToString(), request.Headers.Authorization?.Parameter, body);
        Func<HttpResponseMessage>? answer = null;
        lock (_lock)
        {
            Requests.Add(asked);
            Called(asked);
            if (_scripted.Count > 0 && _scripted.Peek().Method == method)
            {
                answer = _scripted.Dequeue().Answer;
            }
        }

        SentPayloads.Check(method, request.Content?.Headers.ContentType?.MediaType, body);
        return answer?.Invoke() ?? Unscripted(asked) ?? new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(Default(method)) };
    }

    private static string Default(string method) => method switch
    {
        "auth.test" => """{"ok":true,"team_id":"T1","user_id":"UBOT","bot_id":"BBOT","team":"Acme"}""",
        "chat.postMessage" => """{"ok":true,"ts":"1700000000.000100","channel":"C1"}""",
        "conversations.open" => """{"ok":true,"channel":{"id":"D9"}}""",
        "conversations.replies" or "conversations.history" => """{"ok":true,"messages":[],"has_more":false}""",
        _ => """{"ok":true}""",
    };
}

internal sealed record SlackRequest(string Method, Uri Address, string? ContentType, string? Token, string Body)
{
    public JsonElement Json => JsonDocument.Parse(Body).RootElement.Clone();

    public string? Form(string name) => HttpUtility.ParseQueryString(Body)[name];
}
