using SlackAgents.Core.Policies;

namespace SlackAgents.Testing.Fakes;

/// <summary>The three vendors, each with a key unless a test takes it away.</summary>
internal sealed class FakeProviders : IModelProviders
{
    public IReadOnlyList<ModelProvider> All { get; set; } =
    [
        new("anthropic", "Anthropic", "Providers:Anthropic:ApiKey", HasKey: true),
        new("openai", "OpenAI", "Providers:OpenAI:ApiKey", HasKey: true),
        new("gemini", "Gemini", "Providers:Gemini:ApiKey", HasKey: true),
    ];

    /// <summary>Only these have a key.</summary>
    public void LeaveKeysOf(params string[] names) => All = [.. All.Select(provider => provider with { HasKey = names.Contains(provider.Name, StringComparer.Ordinal) })];
}
