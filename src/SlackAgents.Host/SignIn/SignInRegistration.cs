using SlackAgents.Core.Documents;
using SlackAgents.Host.Data;

namespace SlackAgents.Host.SignIn;

/// <summary>Who looks at the pages, and whether they may.</summary>
internal static class SignInRegistration
{
    public static IServiceCollection AddSignIn(this IServiceCollection services) => services
        .AddSingleton(provider => new SessionTokens(
            provider.GetRequiredService<DataDirectory>().GetOrCreateKey("web-sessions"),
            provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new EndedSessions(provider.GetRequiredService<IDocumentStore>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new SignInAttempts(
            provider.GetRequiredService<DataDirectory>().GetOrCreateKey("web-sign-ins"),
            provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<SlackSignIn>()
        .AddSingleton<FormGuard>()
        .AddSingleton<SessionCookie>()
        .AddSingleton<SessionReader>()
        .AddSingleton<RunVisibility>()
        .AddSingleton<SessionNeeds>()
        .AddSingleton<TraceAdmissions>()
        .AddSingleton<RunGuard>();
}
