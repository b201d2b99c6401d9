using Microsoft.Extensions.Options;
using SlackAgents.Core.Publishing;

namespace SlackAgents.Core.Runs.PullRequests;

/// <summary>What the watch works with.</summary>
internal sealed class PullRequestWatchState(RunSignals signals, PullRequestNews news, IOptions<PublishingOptions> options, TimeProvider time)
{
    public RunSignals Signals => signals;

    public PullRequestNews News => news;

    public bool IsOn => options.Value.WatchPullRequests;

    public TimeProvider Time => time;
}
