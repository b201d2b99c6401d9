using System.Collections.Concurrent;
using SlackAgents.Core.Replies;

namespace SlackAgents.Testing.Fakes;

/// <summary>Slack's own status of threads: keeps what was set, in order.</summary>
internal sealed class FakeAgentSessions : IAgentSessions
{
    private readonly ConcurrentQueue<(string ThreadTs, AgentSessionStatus Status, string? Title)> _set = new();

    public IReadOnlyList<(string ThreadTs, AgentSessionStatus Status, string? Title)> Set => [.. _set];

    public Task SetStatusAsync(string channel, string threadTs, AgentSessionStatus status, string? title, CancellationToken cancellationToken)
    {
        _set.Enqueue((threadTs, status, title));
        return Task.CompletedTask;
    }
}
