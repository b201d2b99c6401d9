using System.Text.Json;

namespace SlackAgents.Gateway.Providers;

/// <summary>
/// Keeps a run from reaching the web through OpenAI and those who are compatible with it: hosted tools, remote MCP
/// servers, stored prompts and content by address are theirs to run or to fetch, where the web door cannot see it.
/// What is not known to stay inside is refused.
/// </summary>
internal sealed class OpenAIRequestGuard(OpenAIRequestRules rules, bool allowWebTools) : JsonRequestGuard
{
    private bool _hasShell;
    private bool _isShellHere;

    protected override ModelRefusal? Judge(ref Utf8JsonReader value, JsonPlace place)
    {
        if (place.Is("model") && value.TokenType == JsonTokenType.String)
        {
            TakeModel(value.GetString());
            return null;
        }

        if (JudgePrice(ref value, place) is { } tooDear)
        {
            return tooDear;
        }

        if (allowWebTools)
        {
            return null;
        }

        if (place.IsMember && !rules.Members.Contains(place.First!) && value.TokenType is not (JsonTokenType.Null or JsonTokenType.False))
        {
            return Forbidden($"'{Show(place.First!)}' is not known to stay inside and cannot be used in a request");
        }

        return value.TokenType == JsonTokenType.String && (place.First == "tools" || place.First == rules.Conversation) && !place.PassesAny(OpenAIRequestRules.Data)
            ? JudgeText(ref value, place)
            : null;
    }

    /// <summary>A shell runs where its environment says, and at the provider when it says nothing.</summary>
    protected override ModelRefusal? JudgeEnd(JsonPlace place)
    {
        if (allowWebTools || place.Last != "tools")
        {
            return null;
        }

        var isHosted = _hasShell && !_isShellHere;
        (_hasShell, _isShellHere) = (false, false);
        return isHosted ? Hosted("shell") : null;
    }

    /// <summary>What makes a call cost more than its list price, or hides its usage, is closed whatever the operator allows.</summary>
    private static ModelRefusal? JudgePrice(ref Utf8JsonReader value, JsonPlace place)
    {
        if (place.Is("background") && value.TokenType is not (JsonTokenType.False or JsonTokenType.Null))
        {
            return Refused("Answers in the background cannot be used: what they cost would not be counted.");
        }

        return place.Is("service_tier") && value.TokenType == JsonTokenType.String && value.GetString() is not ("auto" or "default" or "standard" or "flex")
            ? Refused("This service tier costs more than the list price and cannot be used; leave service_tier out.")
            : null;
    }

    private ModelRefusal? JudgeText(ref Utf8JsonReader text, JsonPlace place)
    {
        if (place.Last == "type")
        {
            return JudgeType(text.GetString()!, place);
        }

        return IsAddress(place.Last!) && !IsData(ref text) ? Forbidden("Content by URL or by file id cannot be used, only the content itself") : null;
    }

    private ModelRefusal? JudgeType(string type, JsonPlace place)
    {
        // Tools come in the request itself, in a namespace, and in the conversation where an agent loads more of them.
        if (place.Around == "tools")
        {
            _hasShell |= type == "shell";
            return rules.Tools.Contains(type) ? null : Hosted(type);
        }

        if (place is { First: "tools", Around: "environment" })
        {
            _isShellHere |= type == "local";
            return type == "local" ? null : Hosted(type);
        }

        return rules.Items is { } items && place.Is(rules.Conversation, "type") && !items.Contains(type)
            ? Forbidden($"An item of type '{Show(type)}' is not known to stay inside and cannot be used")
            : null;
    }

    private static bool IsAddress(string name) =>
        name.EndsWith("url", StringComparison.OrdinalIgnoreCase) || name.EndsWith("uri", StringComparison.OrdinalIgnoreCase) || name is "file_id";

    private static ModelRefusal Hosted(string tool) => Forbidden($"The tool '{Show(tool)}' runs at the provider and cannot be used");
}
