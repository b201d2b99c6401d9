using System.Text.Json;

namespace SlackAgents.Host.Api;

/// <summary>Body of <c>POST /api/runs</c>.</summary>
internal sealed record RunStartBody
{
    public string? Task { get; init; }

    /// <summary>The same as <see cref="Task"/>.</summary>
    public string? Text { get; init; }

    public string? Repo { get; init; }

    public string? Base { get; init; }

    public string? Harness { get; init; }

    public string? Model { get; init; }

    /// <summary>A boolean, or <c>on</c> and <c>off</c>.</summary>
    public JsonElement? Push { get; init; }

    public string? Steer { get; init; }

    public string? Context { get; init; }

    /// <summary>Slack channel id.</summary>
    public string? Channel { get; init; }

    /// <summary>The options that were given, by their key in the grammar.</summary>
    public IReadOnlyDictionary<string, string> ToOptions()
    {
        var push = Push switch
        {
            { ValueKind: JsonValueKind.True } => "on",
            { ValueKind: JsonValueKind.False } => "off",
            { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } or null => null,
            var other => other.ToString(),
        };
        (string Key, string? Value)[] all = [("repo", Repo), ("base", Base), ("harness", Harness), ("model", Model), ("push", push), ("steer", Steer), ("context", Context)];
        return all.Where(option => option.Value is not null).ToDictionary(option => option.Key, option => option.Value!, StringComparer.Ordinal);
    }
}
