namespace SlackAgents.Docker.Sandboxes;

/// <summary>Both directions of talking with a running sandbox.</summary>
internal sealed record SandboxConversation(SandboxOutputReader Output, SandboxInput Input);
