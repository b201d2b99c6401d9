using SlackAgents.Playground.GitHub;
using SlackAgents.Playground.Model;
using SlackAgents.Playground.Slack;

namespace SlackAgents.Playground;

/// <summary>How the three stand-ins are set up.</summary>
internal sealed record PlaygroundOptions
{
    /// <summary>Loopback port; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>Where the bare repositories live. Created when missing.</summary>
    public required string DataDirectory { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public SlackSettings Slack { get; init; } = new();

    public GitHubSettings GitHub { get; init; } = new();

    public ModelSettings Model { get; init; } = new();
}
