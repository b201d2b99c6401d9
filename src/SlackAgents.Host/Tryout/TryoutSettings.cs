using System.Globalization;
using SlackAgents.Playground;

namespace SlackAgents.Host.Tryout;

/// <summary>The configuration of a product that lives in the playground: every vendor's address leads there.</summary>
internal static class TryoutSettings
{
    /// <param name="configuration">What the user configured; only the model provider is taken from it.</param>
    /// <param name="folder">Folder of this tryout alone.</param>
    public static Dictionary<string, string?> Create(PlaygroundServer playground, IConfiguration configuration, string folder, bool once)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            ["DataDirectory"] = folder,
            ["Storage:Provider"] = "Sqlite",
            ["Storage:ConnectionString"] = string.Empty,
            ["Slack:ApiUrl"] = playground.SlackApiUrl,
            ["Slack:AppToken"] = playground.AppToken,
            ["Slack:BotToken"] = playground.BotToken,
            ["Slack:SigningSecret"] = playground.SigningSecret,
            ["Slack:Transport"] = "SocketMode",
            ["Slack:Command"] = "/agent",
            ["GitHub:ApiUrl"] = playground.GitHubApiUrl,
            ["GitHub:GitUrl"] = playground.GitHubGitUrl,
            ["GitHub:AppId"] = playground.GitHubAppId.ToString(CultureInfo.InvariantCulture),
            ["GitHub:PrivateKey"] = playground.GitHubPrivateKeyPem,
            ["Slack:ClientId"] = playground.SlackClientId,
            ["Slack:ClientSecret"] = playground.SlackClientSecret,
            ["GitHub:ClientId"] = playground.GitHubClientId,
            ["GitHub:ClientSecret"] = playground.GitHubClientSecret,
            ["GitHub:PrivateKeyPath"] = string.Empty,
            ["GitHub:WebhookSecret"] = playground.WebhookSecret,
            ["Defaults:Workspace:Repository"] = "acme/widgets",
        };
        if (once && string.IsNullOrEmpty(configuration["Tryout:ListenUrl"]))
        {
            settings["Web:ListenUrl"] = "http://127.0.0.1:0";
            settings["Web:PublicUrl"] = string.Empty;
        }

        if (!once)
        {
            // Who tries it out is to see what an operator sees.
            settings["Access:Operators:0"] = PlaygroundServer.FirstPerson;
        }

        if (!UsesRealModel(configuration))
        {
            settings["Providers:Anthropic:BaseUrl"] = playground.AnthropicBaseUrl;
            settings["Providers:Anthropic:ApiKey"] = playground.AnthropicApiKey;
            settings["Providers:OpenAI:BaseUrl"] = playground.OpenAIBaseUrl;
            settings["Providers:OpenAI:ApiKey"] = playground.OpenAIApiKey;
            settings["Providers:Gemini:BaseUrl"] = playground.GeminiBaseUrl;
            settings["Providers:Gemini:ApiKey"] = playground.GeminiApiKey;
        }
        else if (string.IsNullOrWhiteSpace(configuration["Providers:Anthropic:ApiKey"]))
        {
            settings["Providers:Anthropic:ApiKey"] = configuration["ANTHROPIC_API_KEY"];
        }

        return settings;
    }

    /// <summary>A provider that the user configured on purpose, or the key that the vendor's own tools look for.</summary>
    public static bool UsesRealModel(IConfiguration configuration) =>
        !string.IsNullOrWhiteSpace(configuration["Providers:Anthropic:ApiKey"]) || RealKey.IsReal(configuration["ANTHROPIC_API_KEY"]);
}
