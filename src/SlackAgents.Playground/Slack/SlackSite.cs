using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using SlackAgents.Playground.Slack.Api;
using SlackAgents.Playground.Slack.Delivery;
using SlackAgents.Playground.Slack.Installing;
using SlackAgents.Playground.Slack.Interactions;
using SlackAgents.Playground.Slack.Sockets;

namespace SlackAgents.Playground.Slack;

/// <summary>Puts the workspace together and maps what the app talks to.</summary>
internal sealed class SlackSite
{
    private const int MaxUpload = 50 * 1024 * 1024;

    private readonly SocketHub _sockets;
    private readonly IReadOnlyList<Team> _teams;

    public SlackSite(SlackSettings settings, TimeProvider time, HttpClient client)
    {
        var first = new WorkspaceState(settings, time);
        App = new SlackApp(settings.ClientId);
        var tickets = new SocketTickets(time);
        _sockets = new SocketHub(first, tickets);
        var methods = MethodCatalog.Build(new ConnectionMethods(tickets), new ManifestMethods(App));
        var dispatcher = new AppDispatcher(first, _sockets, new HttpTransport(client, first));
        var states = settings.OtherTeams.Select((name, index) => new WorkspaceState(TeamSeeds.Create(settings, name, index + 2), time, first)).Prepend(first).ToList();
        _teams = [.. states.Select(state => Create(state, state == first ? dispatcher : new AppDispatcher(state, _sockets, new HttpTransport(client, state), dispatcher)))];
        OAuth = new OAuthEndpoint(App, states);
        OpenId = new OpenIdEndpoint(App, states);

        Team Create(WorkspaceState state, AppDispatcher line)
        {
            var responses = new ResponseUrlEndpoint(state);
            return new Team(state, new SlackApiEndpoint(state, methods, App), responses, new SlackWorkspace(state, _sockets, line, responses));
        }
    }

    public SlackApp App { get; }

    public OAuthEndpoint OAuth { get; }

    public OpenIdEndpoint OpenId { get; }

    public SlackWorkspace Workspace => _teams[0].Workspace;

    /// <summary>All workspaces, the first one too.</summary>
    public IReadOnlyList<SlackWorkspace> Workspaces => [.. _teams.Select(team => team.Workspace)];

    public void Map(WebApplication app)
    {
        app.MapGet("/oauth/v2/authorize", OAuth.AuthorizeAsync);
        app.MapPost("/api/oauth.v2.access", OAuth.ExchangeAsync);
        app.MapGet("/openid/connect/authorize", OpenId.AuthorizeAsync);
        app.MapPost("/api/openid.connect.token", OpenId.ExchangeAsync);
        app.MapPost("/api/{method}", (HttpContext context, string method) => Of(context).Api.AnswerAsync(context, method));
        app.Map("/link/", _sockets.ServeAsync);
        app.MapPost("/hooks/{kind}/{team}/{id}", (HttpContext context, string team, string id) =>
            (_teams.FirstOrDefault(candidate => candidate.State.Settings.TeamId == team) ?? _teams[0]).Responses.AnswerAsync(context, id));
        app.MapGet("/files-pri/{id}/{**name}", (HttpContext context, string id) =>
            new FileDownload((_teams.FirstOrDefault(candidate => id.StartsWith(candidate.State.Settings.TeamId + "-", StringComparison.Ordinal)) ?? _teams[0]).State).AnswerAsync(context, id));
        app.MapPost("/upload/v1/{id}", UploadAsync);
    }

    /// <summary>Whose token it is decides about the workspace.</summary>
    private Team Of(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        return _teams.FirstOrDefault(team => header == "Bearer " + team.State.BotToken) ?? _teams[0];
    }

    private async Task UploadAsync(HttpContext context, string id)
    {
        using var content = new MemoryStream();
        if (context.Request.HasFormContentType)
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            await (form.Files.Count > 0 ? form.Files[0].CopyToAsync(content, context.RequestAborted) : Task.CompletedTask);
        }
        else if (context.Request.ContentLength is null or <= MaxUpload)
        {
            await context.Request.Body.CopyToAsync(content, context.RequestAborted);
        }

        var accepted = (_teams.FirstOrDefault(team => team.State.Files.Find(id) is not null) ?? _teams[0]).State.Files.Complete(id, content.ToArray());
        context.Response.StatusCode = accepted ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest;
        await context.Response.WriteAsync(accepted ? $"OK - {content.Length}" : "upload refused", context.RequestAborted);
    }

    private sealed record Team(WorkspaceState State, SlackApiEndpoint Api, ResponseUrlEndpoint Responses, SlackWorkspace Workspace);
}
