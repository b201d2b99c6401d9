using SlackAgents.Core.Documents;

namespace SlackAgents.Host.SignIn;

/// <summary>Who looks at the pages, and whether they may.</summary>
internal static class SignInRegistration
{
    /// <param name="key">The installation's secret of this name; each purpose has its own.</param>
    public static IServiceCollection AddSignIn(this IServiceCollection services, Func<IServiceProvider, string, byte[]> key) => services
        .AddSingleton(provider => new SessionTokens(key(provider, "web-sessions"), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new SignInAttempts(key(provider, "web-sign-ins"), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton(provider => new EndedSessions(provider.GetRequiredService<IDocumentStore>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<SignInSettings>()
        .AddSingleton<SlackSignIn>()
        .AddSingleton<FormGuard>()
        .AddSingleton<SessionCookie>()
        .AddSingleton<SessionReader>()
        .AddSingleton<RunVisibility>()
        .AddSingleton<SessionNeeds>()
        .AddSingleton<TraceAdmissions>();
}
