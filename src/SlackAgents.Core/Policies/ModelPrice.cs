using System.ComponentModel.DataAnnotations;

namespace SlackAgents.Core.Policies;

/// <summary>A model, and what it costs in US dollars per million tokens.</summary>
internal sealed record ModelPrice
{
    // All vendors that charge more for a long context charge these.
    private const decimal LongInputFactor = 2m;
    private const decimal LongOutputFactor = 1.5m;

    /// <value>Provider name in lower case: anthropic, openai, gemini, or the name of a compatible one.</value>
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

    /// <value>Input tokens of a call, cached ones too, above which it costs twice for input and half as much again for output. Default 0: never.</value>
    [Range(0, long.MaxValue)]
    public long LongContextFrom { get; init; }

    /// <value>Whether it is what a run gets of this provider when nothing else says which. Default false.</value>
    public bool Default { get; init; }

    /// <summary>The id as one would type it.</summary>
    public string Name => Id.TrimEnd('*').TrimEnd('-');

    /// <summary>Whether <see cref="Name"/> is a model, and not only the beginning of models' names.</summary>
    public bool IsModel => !Id.EndsWith("-*", StringComparison.Ordinal) && Name.Length > 0;

    public bool Matches(string provider, string model) =>
        string.Equals(Provider, provider, StringComparison.OrdinalIgnoreCase)
        && (Id.EndsWith('*')
            ? model.StartsWith(Id[..^1], StringComparison.OrdinalIgnoreCase)
            : string.Equals(Id, model, StringComparison.OrdinalIgnoreCase));

    public decimal CostOf(ModelUsage usage)
    {
        var isLong = LongContextFrom > 0 && usage.InputTokens + usage.CachedInputTokens + usage.CacheWriteTokens > LongContextFrom;
        var input = (usage.InputTokens * InputPerMillion) + (usage.CachedInputTokens * CachedInputPerMillion) + (usage.CacheWriteTokens * CacheWritePerMillion);
        var output = usage.OutputTokens * OutputPerMillion;
        return (isLong ? (input * LongInputFactor) + (output * LongOutputFactor) : input + output) / 1_000_000m;
    }
}
