using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Policies.Accounts;
using SlackAgents.Host.Configuration;
using SlackAgents.Host.Installing;
using SlackAgents.Host.SignIn;
using SlackAgents.Host.Traces;
using SlackAgents.Slack.Configuration;
using SlackAgents.Slack.Installations;
using SlackAgents.Slack.SignIn;

namespace SlackAgents.Testing.Fakes;

/// <summary>What stands before the pages of runs, real, for sites on a loopback port; whoever makes the site brings the document store.</summary>
internal static class TraceAccessServices
{
    /// <summary>Without arguments: a link opens its run, everybody is a member, and nobody can sign in with Slack.</summary>
    public static IServiceCollection AddTraceAccess(
        this IServiceCollection services, FakePeople? people = null, AccessOptions? access = null, WebOptions? web = null, SlackOptions? slack = null) => services
        .AddLogging().AddHttpClient()
        .AddSingleton<IPersonDirectory>(people ?? new FakePeople())
        .AddSingleton(new FakeAccounts())
        .AddSingleton<IGitHubSignIn>(provider => provider.GetRequiredService<FakeAccounts>())
        .AddSingleton<IRepositoryRights>(provider => provider.GetRequiredService<FakeAccounts>())
        .AddSingleton<IIdentityLinks, IdentityLinks>()
        .AddSingleton(Options.Create(access ?? new AccessOptions()))
        .AddSingleton(Options.Create(web ?? new WebOptions()))
        .AddSingleton(Options.Create(slack ?? new SlackOptions()))
        .AddSingleton<AccessRules>().AddSingleton<AccessRoles>().AddSingleton<AccessSentences>().AddSingleton<AccessPolicy>()
        .AddSingleton<OAuthCalls>().AddSingleton<OpenIdApi>()
        .AddSingleton(provider => new PublicAddress(() => new Uri(provider.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/")))
        .AddSingleton(provider => new RunsLinks(
            new byte[32], () => provider.GetRequiredService<PublicAddress>().Value, provider.GetRequiredService<Core.Documents.IDocumentStore>(), provider.GetRequiredService<TimeProvider>()))
        .AddSignIn((_, name) => System.Text.Encoding.UTF8.GetBytes(name.PadRight(32)))
        .AddSingleton<TraceGate>();
}
