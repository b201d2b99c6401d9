using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Sandboxes;

/// <summary>One container of this installation as found on the engine.</summary>
internal sealed record SandboxListing(SandboxId Id, RunId? Run, SandboxState State, DateTimeOffset CreatedAt);
