using Microsoft.Extensions.Options;
using SlackAgents.Core.Harnesses;

namespace SlackAgents.Core.Intake;

/// <summary>Which agent and model a request gets: what it says, else the channel's, else the installation's.</summary>
internal sealed class HarnessSelector(HarnessCatalog catalog, IOptions<HarnessOptions> options)
{
    public IReadOnlyList<string> Names => catalog.Names;

    /// <summary>Null when there is no harness of that name.</summary>
    public HarnessChoice? Select(RunOptions asked, ChannelDefaults channel) =>
        catalog.Find(asked.Harness ?? channel.Harness ?? options.Value.Default) is { } harness
            ? new HarnessChoice(harness, asked.Model ?? channel.Model ?? harness.DefaultModel)
            : null;
}
