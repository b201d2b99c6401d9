namespace SlackAgents.Gateway.Providers;

/// <summary>Section <c>Providers</c>: where the models are, and the keys that never leave the host.</summary>
internal sealed class ProvidersOptions
{
    public const string Section = "Providers";

    public ProviderOptions Anthropic { get; set; } = new() { BaseUrl = "https://api.anthropic.com" };

    public ProviderOptions OpenAI { get; set; } = new() { BaseUrl = "https://api.openai.com" };

    public ProviderOptions Gemini { get; set; } = new() { BaseUrl = "https://generativelanguage.googleapis.com" };

    /// <value>Providers that speak an API of OpenAI's, by a name in lower case. Default: none.</value>
    public IDictionary<string, CompatibleOptions> Compatible { get; } = new Dictionary<string, CompatibleOptions>(StringComparer.Ordinal);
}
