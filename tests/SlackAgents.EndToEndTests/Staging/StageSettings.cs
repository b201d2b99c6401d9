using System.Globalization;
using SlackAgents.Playground;

namespace SlackAgents.EndToEndTests.Staging;

/// <summary>The environment variables that lead a product to the stand-ins.</summary>
internal static class StageSettings
{
    public static Dictionary<string, string> For(PlaygroundServer playground, string dataDirectory) => new(StringComparer.OrdinalIgnoreCase)
    {
        ["DataDirectory"] = dataDirectory,
        ["Slack__ApiUrl"] = playground.SlackApiUrl,
        ["Slack__AppToken"] = playground.AppToken,
        ["Slack__BotToken"] = playground.BotToken,
        ["Slack__SigningSecret"] = playground.SigningSecret,
        ["Slack__ConnectionDelay"] = "00:00:00",
        ["GitHub__ApiUrl"] = playground.GitHubApiUrl,
        ["GitHub__GitUrl"] = playground.GitHubGitUrl,
        ["GitHub__AppId"] = playground.GitHubAppId.ToString(CultureInfo.InvariantCulture),
        ["GitHub__PrivateKey"] = playground.GitHubPrivateKeyPem,
        ["GitHub__WebhookSecret"] = playground.WebhookSecret,
        ["Providers__Anthropic__BaseUrl"] = playground.AnthropicBaseUrl,
        ["Providers__Anthropic__ApiKey"] = playground.AnthropicApiKey,
        ["Providers__OpenAI__BaseUrl"] = playground.OpenAIBaseUrl,
        ["Providers__OpenAI__ApiKey"] = playground.OpenAIApiKey,
        ["Providers__Gemini__BaseUrl"] = playground.GeminiBaseUrl,
        ["Providers__Gemini__ApiKey"] = playground.GeminiApiKey,
        ["Sandbox__AutoBuild"] = "false",
        ["Runs__StopGrace"] = "00:00:03",
        ["Logs__Level"] = "Debug",
    };
}
