namespace SlackAgents.Host.Configuration;

/// <summary>The configuration cannot be used. Carries every error, each a sentence that names its key.</summary>
internal sealed class ConfigurationException(IReadOnlyList<string> errors)
    : Exception(string.Join(Environment.NewLine, errors))
{
    public IReadOnlyList<string> Errors { get; } = errors;
}
