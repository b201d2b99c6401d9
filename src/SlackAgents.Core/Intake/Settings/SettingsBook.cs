using Microsoft.Extensions.Options;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Runs;

namespace SlackAgents.Core.Intake.Settings;

/// <summary>What is set for people, channels and the workspace.</summary>
internal sealed class SettingsBook(IOptions<DefaultsOptions> defaults)
{
    /// <param name="thread">The thread's earlier run; null when there is none.</param>
    public Task<DefaultLayers> GetLayersAsync(PersonId person, string channel, Run? thread, CancellationToken cancellationToken)
    {
        var earlier = thread is null ? new RunDefaults() : new RunDefaults
        {
            Repository = thread.Repository.ToString(),
            Base = thread.Base,
            Harness = thread.Harness,
            Model = thread.Model,
            Steering = thread.Steering,
        };
        return Task.FromResult(new DefaultLayers(earlier, new RunDefaults(), defaults.Value.Channels.TryGetValue(channel, out var own) ? own : new RunDefaults(), defaults.Value.Workspace));
    }
}
