using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace SlackAgents.Playground.Slack.Interactions;

/// <summary>What the app last offered in a type-ahead, by person and element: nothing else can be chosen there.</summary>
internal sealed class OfferedOptions
{
    private readonly ConcurrentDictionary<(string User, string Container, string BlockId, string ActionId), IReadOnlyList<string>> _offered = new();

    public void Put(string userId, string container, MenuElement element, IEnumerable<JsonObject> options) =>
        _offered[(userId, container, element.BlockId, element.ActionId)] = [.. options.Select(option => option.ToJsonString())];

    public IReadOnlyList<JsonObject> Of(string userId, string container, MenuElement element) =>
        [.. _offered.GetValueOrDefault((userId, container, element.BlockId, element.ActionId), []).Select(option => (JsonObject)JsonNode.Parse(option)!)];
}
