using System.Text.Json;
using SlackAgents.Core.Harnesses.Acp;
using SlackAgents.Core.Sandboxes;

namespace SlackAgents.Core.Harnesses.OpenCode;

/// <summary>The configuration of one turn: one provider, whose door is the gateway, and everything allowed.</summary>
internal static class OpenCodeConfiguration
{
    /// <summary>The client library for every API that is like OpenAI's. It is in the program; nothing is fetched.</summary>
    public const string CompatibleClient = "@ai-sdk/openai-compatible";

    public static string Of(HarnessTurn turn)
    {
        var provider = ProviderOf(turn.Provider);
        var model = ModelOf(turn);
        var settings = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            // Named here as well, because its own list of models is as old as the program.
            ["models"] = new Dictionary<string, object>(StringComparer.Ordinal) { [model] = new { } },
            ["options"] = new { baseURL = turn.ModelsUrl + (provider is "google" ? "/v1beta" : "/v1"), apiKey = GatewayAddress.PlaceholderKey },
        };
        if (provider is not ("anthropic" or "openai" or "google"))
        {
            settings["npm"] = CompatibleClient;
        }

        return JsonSerializer.Serialize(new
        {
            autoupdate = false,
            share = "disabled",
            permission = "allow",
            // A minute otherwise, and a tool may wait for a person.
            experimental = new { mcp_timeout = AcpHarness.ToolTimeout },
            model = $"{provider}/{model}",
            small_model = $"{provider}/{model}",
            enabled_providers = new[] { provider },
            provider = new Dictionary<string, object>(StringComparer.Ordinal) { [provider] = settings },
        });
    }

    // Its own name for Google's API; every other name is the gateway's.
    private static string ProviderOf(string provider) => provider is "gemini" ? "google" : provider;

    private static string ModelOf(HarnessTurn turn) =>
        turn.Model.StartsWith(turn.Provider + "/", StringComparison.Ordinal) ? turn.Model[(turn.Provider.Length + 1)..] : turn.Model;
}
