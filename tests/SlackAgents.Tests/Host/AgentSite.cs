using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Api;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Policies.Accounts;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Traces;
using SlackAgents.Host.Api;
using SlackAgents.Host.Linking;
using SlackAgents.Testing.Fakes;

namespace SlackAgents.Tests.Host;

/// <summary>The API and the pages of linking on a loopback port, over the real core.</summary>
internal sealed class AgentSite : IAsyncDisposable
{
    private readonly WebApplication _app;

    private AgentSite(WebApplication app, CoreDriver core, LinkInvitations invitations)
    {
        _app = app;
        Core = core;
        Invitations = invitations;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
    }

    public CoreDriver Core { get; }

    public LinkInvitations Invitations { get; }

    public HttpClient Client { get; }

    public static async Task<AgentSite> StartAsync(Action<CoreDriver>? prepare = null, IGitHubSignIn? signIn = null, ApiOptions? options = null)
    {
        var core = await CoreDriver.StartNewAsync(prepare);
        WebApplication? app = null;
        var invitations = new LinkInvitations(new byte[32], () => new Uri(app!.Urls.First()), core.Database.Documents, TimeProvider.System);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore().AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddSingleton(core.Get<ApiTokens>()).AddSingleton(core.Get<AccessPolicy>()).AddSingleton(core.Get<ApiKeys>())
            .AddSingleton(core.Get<ApiRuns>()).AddSingleton(core.Get<ApiOrders>()).AddSingleton(core.Get<ApiMessages>())
            .AddSingleton<IReplyChannel>(core.Slack).AddSingleton(core.Get<TraceLinks>()).AddSingleton(core.Get<SecretRedactor>())
            .AddSingleton(Options.Create(options ?? new ApiOptions()))
            .AddSingleton(invitations).AddSingleton(signIn ?? core.Accounts).AddSingleton(core.Get<IIdentityLinks>()).AddSingleton(core.Get<PrivateAnswers>())
            .AddSingleton<ApiGate>().AddSingleton<AccountLinking>();
        app = builder.Build();
        app.UseRouting();
        app.MapLinking();
        app.MapApi();
        await app.StartAsync();
        return new AgentSite(app, core, invitations);
    }

    public async Task<string> TokenAsync(PersonId person) => (await Core.Get<ApiTokens>().IssueAsync(person, $"inbox:{Guid.NewGuid()}", CancellationToken.None))!.Value.Token;

    /// <summary>Sends a request, with a token if there is one.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Body, HttpResponseHeaders Headers)> SendAsync(HttpMethod method, string path, string? token, string? json = null, string? key = null, string type = "application/json")
    {
        using var request = new HttpRequestMessage(method, path);
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        if (key is not null)
        {
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        }

        if (json is not null)
        {
            request.Content = new StringContent(json, Encoding.UTF8, type);
        }

        using var response = await Client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        if ((int)response.StatusCode >= 400)
        {
            Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/problem+json"), text);
        }

        return (response.StatusCode, JsonDocument.Parse(text).RootElement, response.Headers);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        await Core.DisposeAsync();
    }
}
