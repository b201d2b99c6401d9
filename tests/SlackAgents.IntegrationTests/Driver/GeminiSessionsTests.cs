using System.Text.Json.Nodes;
using SlackAgents.Testing;

namespace SlackAgents.IntegrationTests.Driver;

/// <summary>What the sandbox's script makes of the files that Gemini CLI keeps its sessions in.</summary>
internal sealed class GeminiSessionsTests
{
    private const string Head = """{"sessionId":"0a1b2c3d-0000-4000-8000-000000000000","projectHash":"x","kind":"main"}""";
    private const string Named = "session-2026-01-02T03-04-0a1b2c3d.jsonl";
    private const string Kept = "session-kept-0a1b2c3d.jsonl";

    private TempDirectory _home = null!;

    private string Chats => _home.Combine(".gemini", "tmp", "repo", "chats");

    [SetUp]
    public void MakeHome()
    {
        _home = new TempDirectory();
        Directory.CreateDirectory(Chats);
    }

    [TearDown]
    public void DisposeHome() => _home.Dispose();

    [Test]
    public async Task A_session_gets_a_name_without_a_minute()
    {
        await TidyAsync(Named, Head, User("u1", """{"text":"go"}"""));

        Assert.That(Files, Is.EqualTo(new[] { Kept }));
        Assert.That(Messages().Select(Id), Is.EqualTo(new[] { "u1" }));
    }

    [Test]
    public async Task What_a_load_began_does_not_take_the_place_of_the_session()
    {
        await File.WriteAllTextAsync(Path.Combine(Chats, Kept), Head + "\n" + User("u1", """{"text":"go"}"""));
        await TidyAsync(Named, Head, User("u2", """{"text":"a stub"}"""));

        Assert.That(Messages().Select(Id), Is.EqualTo(new[] { "u1" }));
    }

    [Test]
    public async Task A_call_that_was_interrupted_gets_a_result()
    {
        await TidyAsync(Named, Head, Gemini("g1", """{"functionCall":{"id":"a","name":"ls","args":{}},"thoughtSignature":"s"}""", string.Empty));

        var message = Messages().Single();
        Assert.That(message["content"]!.ToJsonString(), Is.EqualTo("""[{"functionCall":{"id":"a","name":"ls","args":{}},"thoughtSignature":"s"}]"""));
        Assert.That(Results(message), Is.EqualTo(new[] { "a: The call was interrupted before it had a result." }));
    }

    [Test]
    public async Task Each_result_is_there_once_beside_its_call()
    {
        await TidyAsync(
            Named,
            Head,
            Gemini("g1", """{"functionCall":{"id":"a","name":"ls","args":{}}}""", $$"""{"id":"a","name":"ls","args":{},"result":[{{Response("a", "one")}},{{Response("b", "two")}}]},{"id":"b","name":"ls","args":{},"result":[{{Response("b", "two")}}]}"""),
            User("g1_response", Response("a", "one") + "," + Response("b", "two")),
            User("u1", Response("a", "one") + """,{"text":"go on"}"""));

        var messages = Messages();
        Assert.That(messages.Select(Id), Is.EqualTo(new[] { "g1", "u1" }));
        Assert.That(Results(messages[0]), Is.EqualTo(new[] { "a: one", "b: two" }));
        Assert.That(messages[0]["content"]!.AsArray().Select(part => part!["functionCall"]!["id"]!.GetValue<string>()), Is.EqualTo(new[] { "a", "b" }));
        Assert.That(messages[1]["content"]!.ToJsonString(), Is.EqualTo("""[{"text":"go on"}]"""));
    }

    [Test]
    public async Task Later_lines_change_what_earlier_lines_said()
    {
        await TidyAsync(
            Named,
            Head,
            User("u1", """{"text":"old"}"""),
            User("u2", """{"text":"taken back"}"""),
            """{"$rewindTo":"u2"}""",
            User("u1", """{"text":"new"}"""),
            "half a li",
            """{"$set":{"summary":"short"}}""");

        Assert.That(Messages().Single()["content"]!.ToJsonString(), Is.EqualTo("""[{"text":"new"}]"""));
        Assert.That(await File.ReadAllTextAsync(Path.Combine(Chats, Kept)), Does.Contain("\"summary\":\"short\""));
    }

    [Test]
    public async Task A_session_in_order_stays_as_it_is()
    {
        await TidyAsync(Named, Head, User("u1", """{"text":"go"}"""), Gemini("g1", """{"text":"done"}""", string.Empty));
        var before = await File.ReadAllTextAsync(Path.Combine(Chats, Kept));
        await TidyAsync(null);

        Assert.That(await File.ReadAllTextAsync(Path.Combine(Chats, Kept)), Is.EqualTo(before));
    }

    [Test]
    public async Task What_is_no_session_is_left_alone()
    {
        await File.WriteAllTextAsync(Path.Combine(Chats, "logs.json"), "[]");
        await TidyAsync(Named, "[1]", "null", "no json");

        Assert.That(Files, Is.EqualTo(new[] { "logs.json", Named }));
    }

    private string[] Files => [.. Directory.GetFiles(Chats).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    private static string User(string id, string parts) => $$"""{"id":"{{id}}","type":"user","content":[{{parts}}]}""";

    private static string Gemini(string id, string parts, string calls) => $$"""{"id":"{{id}}","type":"gemini","content":[{{parts}}],"toolCalls":[{{calls}}]}""";

    private static string Response(string id, string output) => new JsonObject
    {
        ["functionResponse"] = new JsonObject { ["id"] = id, ["name"] = "ls", ["response"] = new JsonObject { ["output"] = output } },
    }.ToJsonString();

    private static string Id(JsonObject message) => message["id"]!.GetValue<string>();

    private static string[] Results(JsonObject message) => [.. message["toolCalls"]!.AsArray().Select(Result)];

    private static string Result(JsonNode? call)
    {
        var response = call!["result"]!.AsArray().Single()!["functionResponse"]!;
        return $"{response["id"]}: {response["response"]!["output"] ?? response["response"]!["error"]}";
    }

    private List<JsonObject> Messages() => [.. File.ReadAllLines(Path.Combine(Chats, Kept)).Select(line => JsonNode.Parse(line)!.AsObject()).Where(line => line.ContainsKey("id"))];

    private async Task TidyAsync(string? name, params string[] lines)
    {
        if (name is not null)
        {
            await File.WriteAllTextAsync(Path.Combine(Chats, name), string.Join('\n', lines));
        }

        var start = new System.Diagnostics.ProcessStartInfo("node", [Path.Combine(RepositoryRoot.Path, "src", "sandbox", "driver", "gemini-sessions.mjs")]);
        start.Environment["HOME"] = _home.Path;
        using var process = System.Diagnostics.Process.Start(start)!;
        await process.WaitForExitAsync();
        Assert.That(process.ExitCode, Is.Zero);
    }
}
