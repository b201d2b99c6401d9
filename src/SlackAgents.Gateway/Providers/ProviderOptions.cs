namespace SlackAgents.Gateway.Providers;

/// <summary>One model provider.</summary>
internal class ProviderOptions
{
    /// <value>Base address, without the version part of the path. Default: the vendor's.</value>
    public string BaseUrl { get; set; } = string.Empty;

    /// <value>The real key. Without one, calls are answered with a sentence that names this setting.</value>
    public string? ApiKey { get; set; }

    public override string ToString() => $"{BaseUrl} ({(string.IsNullOrWhiteSpace(ApiKey) ? "no key" : "key set")})";
}
