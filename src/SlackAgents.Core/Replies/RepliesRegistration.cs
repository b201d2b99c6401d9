using Microsoft.Extensions.DependencyInjection;

namespace SlackAgents.Core.Replies;

internal static class RepliesRegistration
{
    /// <summary>The outbox's way to Slack.</summary>
    public static IServiceCollection AddReplies(this IServiceCollection services)
    {
        services.AddSingleton<OutboxWakeup>().AddSingleton<PrivateAnswers>().AddSingleton<OutboxSender>();
        services.AddHostedService<OutboxDispatcher>();
        return services;
    }
}
