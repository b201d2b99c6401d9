using System.ComponentModel.DataAnnotations;

namespace SlackAgents.Core.Policies;

/// <summary>What a model costs, in US dollars per million tokens.</summary>
internal sealed record ModelPrice
{
    /// <value>Provider name in lower case: anthropic, openai, gemini.</value>
    [Required]
    public string Provider { get; init; } = string.Empty;

    /// <value>Model id; a <c>*</c> at the end stands for any rest, for example <c>claude-sonnet-*</c>.</value>
    [Required]
    public string Id { get; init; } = string.Empty;

    [Range(0, 100_000)]
    public decimal InputPerMillion { get; init; }

    [Range(0, 100_000)]
    public decimal CachedInputPerMillion { get; init; }

    [Range(0, 100_000)]
    public decimal CacheWritePerMillion { get; init; }

    [Range(0, 100_000)]
    public decimal OutputPerMillion { get; init; }

    public bool Matches(string provider, string model) =>
        string.Equals(Provider, provider, StringComparison.OrdinalIgnoreCase)
        && (Id.EndsWith('*')
            ? model.StartsWith(Id[..^1], StringComparison.OrdinalIgnoreCase)
            : string.Equals(Id, model, StringComparison.OrdinalIgnoreCase));

    public decimal CostOf(ModelUsage usage) =>
        ((usage.InputTokens * InputPerMillion)
         + (usage.CachedInputTokens * CachedInputPerMillion)
         + (usage.CacheWriteTokens * CacheWritePerMillion)
         + (usage.OutputTokens * OutputPerMillion)) / 1_000_000m;
}
