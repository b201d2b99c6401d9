using System.ComponentModel.DataAnnotations;

namespace SlackAgents.Core.Harnesses;

/// <summary>Section <c>Harnesses</c>: which agent CLI runs when nobody names one, and what each may do.</summary>
internal sealed class HarnessOptions
{
    public const string Section = "Harnesses";

    /// <summary>Name or alias of the harness that runs when a request names none.</summary>
    [Required]
    public string Default { get; set; } = "claude";

    public ClaudeCodeOptions Claude { get; set; } = new();
}
