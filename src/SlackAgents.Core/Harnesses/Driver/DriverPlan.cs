using System.Text.Json;
using System.Text.Json.Serialization;

namespace SlackAgents.Core.Harnesses.Driver;

/// <summary>
/// What <c>src/sandbox/driver</c> is told in its first line. The driver speaks the agent's JSON-RPC inside the sandbox, so
/// a turn goes on while this process is down. It prints the agent's lines as they are, and its own as <see cref="DriverLines"/>.
/// </summary>
internal sealed record DriverPlan
{
    /// <summary>Program of a harness that is driven.</summary>
    public static IReadOnlyList<string> Program { get; } = ["node", "/opt/slackagents/driver/main.mjs"];

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>How the agent is spoken to: <c>acp</c> or <c>codex</c>.</summary>
    public required string Dialect { get; init; }

    /// <summary>The agent's program and arguments.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    public required string PromptId { get; init; }

    public required string Prompt { get; init; }

    /// <summary>Standing orders: developer instructions where the dialect has them, else put before the first prompt of a session.</summary>
    public string Instructions { get; init; } = string.Empty;

    /// <summary>Model to choose for the session, where that is not done by <see cref="Command"/>.</summary>
    public string? Model { get; init; }

    /// <summary>Session to go on with; null for a new one.</summary>
    public string? ResumeSession { get; init; }

    /// <summary>ACP: the method that resumes, <c>session/resume</c> or <c>session/load</c>.</summary>
    public string? ResumeMethod { get; init; }

    /// <summary>ACP: mode to set after the session is there, in which the agent asks for no permission.</summary>
    public string? SessionMode { get; init; }

    /// <summary>
    /// ACP: what a message during the turn does. <c>extension</c>: <c>_session/steering</c>; <c>prompt</c>: a second prompt while the first runs;
    /// <c>drain</c>: the agent asks for it between two steps; <c>cancel</c>, the default: the step under way is given up for it; <c>restart</c>:
    /// so it is, and the agent is started again to go on with its session.
    /// </summary>
    public string? Steer { get; init; }

    public IReadOnlyList<McpServer> McpServers { get; init; } = [];

    /// <summary>Files below the home directory that are written before the agent starts, by relative path.</summary>
    public IReadOnlyDictionary<string, string> Files { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>How long each step of the handshake may take.</summary>
    public int HandshakeMs { get; init; } = 60_000;

    /// <summary>How long the agent may take to end, or to end its turn, when it is asked to. Then it is made to.</summary>
    public int GraceMs { get; init; } = 5_000;

    public string ToLine() => JsonSerializer.Serialize(this, Format);
}
