using SlackAgents.Playground;

namespace SlackAgents.EndToEndTests.Staging;

/// <summary>Every secret of a stage by name, so that a test can say which one it found where it must not be.</summary>
internal static class StageSecrets
{
    public static IReadOnlyDictionary<string, string> Of(PlaygroundServer playground)
    {
        var secrets = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Slack bot token"] = playground.BotToken,
            ["Slack app token"] = playground.AppToken,
            ["Slack signing secret"] = playground.SigningSecret,
            ["GitHub webhook secret"] = playground.WebhookSecret,
            ["provider key"] = playground.AnthropicApiKey,

            // One line of the key is enough to know it by, and survives any way of escaping line breaks.
            ["GitHub private key"] = playground.GitHubPrivateKeyPem.Split('\n')[5].Trim(),
        };
        foreach (var (token, index) in playground.GitHub.Tokens.Select((token, index) => (token, index)))
        {
            secrets[$"GitHub token {index + 1}"] = token.Token;
        }

        return secrets;
    }

    /// <summary>Names of the secrets that a text holds.</summary>
    public static IReadOnlyList<string> FindIn(string text, IReadOnlyDictionary<string, string> secrets) =>
        [.. secrets.Where(secret => text.Contains(secret.Value, StringComparison.Ordinal)).Select(secret => secret.Key)];
}
