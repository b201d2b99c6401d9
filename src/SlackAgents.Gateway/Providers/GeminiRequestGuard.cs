using System.Collections.Frozen;
using System.Text.Json;

namespace SlackAgents.Gateway.Providers;

/// <summary>
/// Keeps a run from reaching the web through Gemini: search, fetching by URL, code at the provider, files by address and
/// stored contexts. What is not known to stay inside is refused. Names are compared without case and underscores: the
/// API takes <c>fileData</c> and <c>file_data</c> for the same.
/// </summary>
internal sealed class GeminiRequestGuard : JsonRequestGuard
{
    /// <summary>ai.google.dev/api/generate-content. Left out: <c>cachedContent</c>, which holds tools and files of its own.</summary>
    private static readonly FrozenSet<string> Members = Set("contents", "tools", "toolconfig", "safetysettings", "systeminstruction", "generationconfig", "model", "labels", "store");

    private static readonly FrozenSet<string> ToolMembers = Set("functiondeclarations");

    /// <summary>What a part of the conversation may be made of.</summary>
    private static readonly FrozenSet<string> PartMembers = Set(
        "text", "thought", "thoughtsignature", "inlinedata", "functioncall", "functionresponse", "executablecode", "codeexecutionresult",
        "videometadata", "mediaresolution", "partmetadata");

    private static readonly FrozenSet<string> StandardTiers = Set("standard", "flex", "unspecified");

    private readonly bool _allowWebTools;

    public GeminiRequestGuard(string? model, bool allowWebTools)
    {
        _allowWebTools = allowWebTools;
        TakeModel(model);
    }

    protected override string Spell(string name) => name.Replace("_", string.Empty, StringComparison.Ordinal).ToLowerInvariant();

    protected override ModelRefusal? Judge(ref Utf8JsonReader value, JsonPlace place)
    {
        if (place.Is("servicetier") && (value.TokenType != JsonTokenType.String || !StandardTiers.Contains(value.GetString()!.ToLowerInvariant())))
        {
            return Refused("This service tier costs more than the list price and cannot be used; leave serviceTier out.");
        }

        if (_allowWebTools || value.TokenType is JsonTokenType.Null)
        {
            return null;
        }

        // A count of tokens may wrap the request that it counts.
        var inner = place.First == "generatecontentrequest" ? place.WithoutFirst() : place;
        return inner.First is null or "servicetier" || Members.Contains(inner.First)
            ? JudgeInner(inner)
            : Forbidden($"'{Show(inner.First)}' is not known to stay inside and cannot be used in a request");
    }

    private static ModelRefusal? JudgeInner(JsonPlace place)
    {
        if (place.StartsWith("tools") && place.Second is { } tool && !ToolMembers.Contains(tool))
        {
            return Forbidden($"The tool '{Show(tool)}' runs at the provider and cannot be used");
        }

        if (PartIn(place) is { } part && !PartMembers.Contains(part))
        {
            return Forbidden($"Content as '{Show(part)}' is not known to stay inside and cannot be used, only the content itself");
        }

        return null;
    }

    /// <summary>Parts of what was said, and those within the answer of a function, which is data in all else.</summary>
    private static string? PartIn(JsonPlace place) =>
        place.StartsWith("contents", "parts", "functionresponse", "parts") ? place.NameAt(4)
        : place.StartsWith("contents", "parts") || place.StartsWith("systeminstruction", "parts") ? place.NameAt(2)
        : null;

    private static FrozenSet<string> Set(params string[] names) => names.ToFrozenSet(StringComparer.Ordinal);
}
