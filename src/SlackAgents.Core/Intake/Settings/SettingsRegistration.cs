using Microsoft.Extensions.DependencyInjection;
using SlackAgents.Core.Intake.Desks;

namespace SlackAgents.Core.Intake.Settings;

internal static class SettingsRegistration
{
    /// <summary>Settings of people and channels, and the ways to see and change them.</summary>
    public static IServiceCollection AddSettings(this IServiceCollection services)
    {
        services.AddSingleton<SettingsBook>().AddSingleton<UsableAgents>().AddSingleton<SettingWords>().AddSingleton<SettingsForms>().AddSingleton<SettingsAnswers>();
        services.AddSingleton<SettingsOpener>().AddSingleton<SettingsAudit>();
        services.AddSingleton<ReactionTask>().AddSingleton<ReactionTrigger>();
        services.AddSingleton<ICommandServer, SettingsServer>();
        services.AddSingleton<IButtonDesk, SettingsButtonDesk>().AddSingleton<IButtonDesk, SettingsUndoDesk>();
        services.AddSingleton<IFormDesk, PersonSettingsDesk>().AddSingleton<IFormDesk, ChannelSettingsDesk>();
        return services;
    }
}
