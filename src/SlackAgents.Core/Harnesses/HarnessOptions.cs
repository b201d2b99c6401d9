using System.ComponentModel.DataAnnotations;
using SlackAgents.Core.Harnesses.Acp;

namespace SlackAgents.Core.Harnesses;

/// <summary>Section <c>Harnesses</c>: which agent CLI runs when nobody names one, and what each may do.</summary>
internal sealed class HarnessOptions
{
    public const string Section = "Harnesses";

    /// <summary>Name or alias of the harness that runs when a request names none.</summary>
    [Required]
    public string Default { get; set; } = "claude";

    public FallbackOptions Fallback { get; set; } = new();

    public ClaudeCodeOptions Claude { get; set; } = new();

    public AgentOptions Codex { get; set; } = new() { Model = "gpt-5.5" };

    public AgentOptions Gemini { get; set; } = new() { Model = "gemini-2.5-pro" };

    public AgentOptions OpenCode { get; set; } = new() { Model = "anthropic/claude-sonnet-4-5" };

    public AgentOptions Copilot { get; set; } = new() { Model = "gpt-5.4" };

    public AgentOptions Qwen { get; set; } = new() { Model = "gpt-5.4" };

    public AmpOptions Amp { get; set; } = new();

    /// <summary>Further agents that speak the Agent Client Protocol, by the name that people type.</summary>
    public IDictionary<string, AcpAgentOptions> Acp { get; } = new Dictionary<string, AcpAgentOptions>(StringComparer.OrdinalIgnoreCase);
}
