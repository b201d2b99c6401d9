using System.ComponentModel.DataAnnotations;

namespace SlackAgents.Core.Harnesses;

/// <summary>Section <c>Harnesses:NAME</c> of an agent CLI that needs no more than this.</summary>
internal sealed class AgentOptions
{
    /// <summary>Model when neither the request nor the channel names one: a model's id, or <c>provider/model</c>.</summary>
    [Required]
    [RegularExpression(@"[A-Za-z0-9][A-Za-z0-9._:/@\[\]-]{0,99}")]
    public string Model { get; set; } = string.Empty;
}
