using System.ComponentModel.DataAnnotations;

namespace SlackAgents.Core.Harnesses;

/// <summary>Section <c>Harnesses:Claude</c>.</summary>
internal sealed class ClaudeCodeOptions
{
    /// <summary>Model when neither the request nor the channel names one.</summary>
    [Required]
    [RegularExpression(@"[A-Za-z0-9][A-Za-z0-9._:/@\[\]-]{0,99}")]
    public string Model { get; set; } = "claude-sonnet-4-5";

    /// <summary>Model calls of one turn; null for no limit of this kind (the gateway's budget still holds).</summary>
    [Range(1, 10_000)]
    public int? MaxTurns { get; set; }

    /// <summary>How often the CLI repeats a failed model call. Its own default of 10 hides a dead key for three minutes.</summary>
    [Range(0, 20)]
    public int MaxRetries { get; set; } = 3;
}
