using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Sandboxes;

/// <summary>What one sandbox is made of. Limits and image come from <see cref="SandboxOptions"/>.</summary>
/// <param name="RunDirectory">Host directory mounted read-only at <c>/run/slackagents</c>: the gateway's socket and the turn folder.</param>
/// <param name="Environment">Environment of the main process. No secret may be in it.</param>
/// <param name="Harness">Agent CLI that the image has to hold; null for whatever the configured image holds.</param>
internal sealed record SandboxSpec(RunId Run, string RunDirectory, IReadOnlyDictionary<string, string> Environment, string? Harness = null);
