using SlackAgents.Core.Sandboxes;

namespace SlackAgents.IntegrationTests.Docker;

[CancelAfter(60_000)]
internal sealed class SandboxInputTests : SandboxTests
{
    private const string End = """{"type":"slackagents.end"}""";

    [Test]
    public async Task The_harness_reads_the_turns_input_first_then_steering_and_never_the_end_mark()
    {
        var sandbox = await StartAsync(new TurnFolder { Argv = ["bash", "-c", "while read -r line; do echo \"got $line\"; done; echo eof"], Stdin = "one\ntwo\n" });
        await ReadUntilAsync(sandbox, "got two");

        await Engine.WriteInputAsync(sandbox, """{"steer":"ü"}""", Limit);
        await Engine.WriteInputAsync(sandbox, " " + End, Limit);
        await Engine.WriteInputAsync(sandbox, End, Limit);
        var turn = await FinishAsync(sandbox);

        Assert.That(turn.Harness, Is.EqualTo(new[] { "got one", "got two", """got {"steer":"ü"}""", "got " + End, "eof" }));
    }

    [Test]
    public async Task Lines_of_several_writers_are_not_mixed()
    {
        var sandbox = await StartAsync(new TurnFolder { Argv = ["python3", "-u", "-c", "import sys\nfor l in sys.stdin: print(l[0], len(l) - 1, len(set(l.strip())))"], Stdin = "" });
        await ReadUntilAsync(sandbox, "\"harness\",\"state\":\"started\"");

        await Task.WhenAll("abcdefgh".Select(letter => Engine.WriteInputAsync(sandbox, new string(letter, 200_000), Limit)));
        await Engine.WriteInputAsync(sandbox, End, Limit);
        var turn = await FinishAsync(sandbox);

        Assert.That(turn.Harness.Order(StringComparer.Ordinal), Is.EqualTo("abcdefgh".Select(letter => $"{letter} 200000 1")));
    }

    [Test]
    public async Task Input_after_the_end_is_refused_with_a_sentence_and_does_not_reach_the_next_turn()
    {
        var first = await RunScriptAsync("true");

        Assert.That(
            async () => await Engine.WriteInputAsync(first.Sandbox, "late", Limit),
            Throws.InstanceOf<SandboxException>().With.Message.Contains("Start a follow-up"));

        new TurnFolder { Argv = ["cat"], Stdin = "fresh\n" }.Write(RunDirectory);
        await Engine.StartAsync(first.Sandbox, Limit);
        await Engine.WriteInputAsync(first.Sandbox, End, Limit);
        var second = await FinishAsync(first.Sandbox, first.Lines[^1].Cursor);
        Assert.That(second.Harness, Is.EqualTo(new[] { "fresh" }));
    }

    [Test]
    public async Task A_harness_without_input_reads_an_end_at_once()
    {
        var turn = await FinishAsync(await StartAsync(new TurnFolder { Argv = ["bash", "-c", "cat; echo eof"] }));

        Assert.That(turn.Harness, Is.EqualTo(new[] { "eof" }));
    }

    [Test]
    public async Task Input_from_the_file_alone_ends_without_a_word_of_the_host()
    {
        var turn = await FinishAsync(await StartAsync(new TurnFolder
        {
            Argv = ["bash", "-c", "cat; echo eof"],
            Stdin = "only this\n",
            Workspace = new Dictionary<string, string>(StringComparer.Ordinal) { ["input"] = "file" },
        }));

        Assert.That(turn.Harness, Is.EqualTo(new[] { "only this", "eof" }));
    }

    [TestCase("two\nlines")]
    [TestCase("carriage\rreturn")]
    public void Only_one_line_is_written_at_a_time(string text)
    {
        Assert.That(async () => await Engine.WriteInputAsync(new("0123"), text, Limit), Throws.ArgumentException);
    }
}
