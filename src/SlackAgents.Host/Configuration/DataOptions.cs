using System.ComponentModel.DataAnnotations;

namespace SlackAgents.Host.Configuration;

/// <summary>Top-level keys: where this installation keeps what it must not lose.</summary>
internal sealed class DataOptions
{
    /// <value>Mirrors, database, keys, logs. Relative to the current directory. Default <c>./data</c>.</value>
    [Required]
    public string DataDirectory { get; set; } = "./data";
}
