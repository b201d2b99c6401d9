using Microsoft.Extensions.Options;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Grammar;
using SlackAgents.Core.Intake.Settings;
using SlackAgents.Core.Runs;

namespace SlackAgents.Core.Intake;

/// <summary>What a request gets where it says nothing itself.</summary>
internal sealed class RequestDefaults(SettingsBook settings, IRunStore store, IOptions<RunsOptions> limits)
{
    /// <param name="threadTs">Thread it was asked in; null for none.</param>
    /// <returns>The layers, and the thread's earlier run if there is one.</returns>
    public async Task<(DefaultLayers Layers, Run? Thread)> FindAsync(PersonId person, string channel, string? threadTs, CancellationToken cancellationToken)
    {
        var thread = threadTs is null ? null : await store.FindByThreadAsync(new ThreadAddress(channel, threadTs), cancellationToken);
        return (await settings.GetLayersAsync(person, channel, thread, cancellationToken), thread);
    }

    /// <summary>The options that need no vendor to be chosen.</summary>
    public RunOptions Fill(RunOptions asked, DefaultLayers layers) => asked with
    {
        Steering = asked.Steering ?? layers.FirstValue(layer => layer.Steering) ?? limits.Value.Steering,
        Context = asked.Context ?? layers.FirstValue(layer => layer.Context),
    };
}
