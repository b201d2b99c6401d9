using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using SlackAgents.Testing.Clients;

namespace SlackAgents.Testing.Payloads;

/// <summary>Holds payloads against Slack's own types (npm: <c>@slack/types</c>), each shape once in a test run.</summary>
internal static class OfficialTypes
{
    private const int MaxShapes = 20_000;

    private static readonly ConcurrentDictionary<string, bool> Checked = new(StringComparer.Ordinal);

    /// <summary>Fails with each payload that is not what the types allow, and the place in it.</summary>
    public static async Task AssertAsync(IReadOnlyList<SentPayload> payloads)
    {
        // A failure in a tear-down of the whole assembly does not fail the run; so each test answers for the shapes that it was the first to send.
        var fresh = payloads.Where(payload => Checked.Count < MaxShapes && Checked.TryAdd(payload.Shape, true)).ToList();
        if (fresh.Count > 0)
        {
            Assert.That(await FindWrongAsync(fresh), Is.Empty, "The product sent what Slack's own types do not allow.");
        }
    }

    /// <summary>One line for each payload that the types do not allow.</summary>
    public static async Task<IReadOnlyList<string>> FindWrongAsync(IReadOnlyList<SentPayload> payloads)
    {
        var lines = payloads.Select(payload => new JsonObject { ["source"] = payload.Source, ["kind"] = payload.Kind, ["payload"] = JsonNode.Parse(payload.Json) }.ToJsonString());
        var report = await NodeClient.RunWithInputAsync("payloads.mjs", string.Join('\n', lines) + "\n");
        Assert.That(report["checked"]!.GetValue<int>(), Is.EqualTo(payloads.Count));
        return
        [
            .. report["wrong"]!.AsArray().Select(wrong =>
                $"{wrong!["source"]}: {string.Join("; ", wrong["problems"]!.AsArray().Select(problem => problem!.ToString()))}\n{wrong["payload"]!.ToJsonString()}"),
        ];
    }
}
