using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;
using SlackAgents.Core.Documents;
using SlackAgents.Core.Policies.Accounts;
using SlackAgents.Core.Traces;
using SlackAgents.Host.Api;
using SlackAgents.Host.Configuration;
using SlackAgents.Host.Data;
using SlackAgents.Host.Health;
using SlackAgents.Host.Installing;
using SlackAgents.Host.Linking;
using SlackAgents.Host.RunList;
using SlackAgents.Host.SignIn;
using SlackAgents.Host.Traces;
using SlackAgents.Host.Traces.Export;
using SlackAgents.Host.Webhooks;
using SlackAgents.Slack.Installations;

namespace SlackAgents.Host.Composition;

/// <summary>The web side: its options, its routes, the links that lead to it.</summary>
internal static class WebRegistration
{
    /// <summary>Slack's and GitHub's payloads of the kinds that we take stay far below this.</summary>
    public const int MaxBodyBytes = 1024 * 1024;

    public static IServiceCollection AddWeb(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSection<WebOptions>(configuration.GetSection(WebOptions.Section));
        services.AddSingleton<IValidateOptions<WebOptions>, WebOptionsValidator>();
        services.AddRoutingCore();
        services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
            options.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        });
        services.AddSingleton<ApiGate>().AddSingleton<AccountLinking>();
        services.AddTracePages().AddHostedService<AgentTraceKeeper>();
        services.AddSingleton(provider => new PublicAddress(() => AddressOf(provider.GetRequiredService<IOptions<WebOptions>>().Value, provider)));
        services.AddSignIn((provider, name) => provider.GetRequiredService<DataDirectory>().GetOrCreateKey(name));
        services.AddRunList();
        services.AddSingleton(provider => new InstallStates(
            () => provider.GetRequiredService<DataDirectory>().GetOrCreateKey("slack-install-states"),
            provider.GetRequiredService<IDocumentStore>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new LinkInvitations(
            provider.GetRequiredService<DataDirectory>().GetOrCreateKey("github-links"),
            () => AddressOf(provider.GetRequiredService<IOptions<WebOptions>>().Value, provider),
            provider.GetRequiredService<IDocumentStore>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new RunsLinks(
            provider.GetRequiredService<DataDirectory>().GetOrCreateKey("runs-links"),
            () => provider.GetRequiredService<PublicAddress>().Value,
            provider.GetRequiredService<IDocumentStore>(),
            provider.GetRequiredService<TimeProvider>()));
        return services.AddSingleton(provider =>
        {
            var options = provider.GetRequiredService<IOptions<WebOptions>>().Value;
            return new TraceLinks(
                provider.GetRequiredService<DataDirectory>().GetOrCreateKey("trace-links"),
                () => AddressOf(options, provider),
                options.TraceLinkLifetime,
                provider.GetRequiredService<TimeProvider>());
        });
    }

    public static void MapProduct(this WebApplication app)
    {
        app.UseResponseCompression();
        app.UseRouting();
        app.MapHealth();
        app.MapTraces();
        app.MapRunList();
        app.MapWebhooks();
        app.MapLinking();
        app.MapInstalling();
        app.MapSignIn();
        app.MapApi();
    }

    /// <summary>The configured address, else the one that is really listened on (its port may have been 0).</summary>
    private static Uri AddressOf(WebOptions options, IServiceProvider provider)
    {
        if (!string.IsNullOrEmpty(options.PublicUrl))
        {
            return new Uri(options.PublicUrl.TrimEnd('/') + "/");
        }

        var bound = provider.GetService<IServer>()?.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
        var address = new UriBuilder(bound ?? options.ListenUrl);
        if (address.Host is "0.0.0.0" or "[::]" or "+" or "*")
        {
            address.Host = "localhost";
        }

        return address.Uri;
    }
}
