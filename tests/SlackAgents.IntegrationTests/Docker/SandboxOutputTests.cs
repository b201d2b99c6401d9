using System.Text.Json;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Sandboxes;

namespace SlackAgents.IntegrationTests.Docker;

[CancelAfter(120_000)]
internal sealed class SandboxOutputTests : SandboxTests
{
    private const int Count = 4000;

    // Numbered lines as fast as possible, on stdout and stderr, now and then one that the engine cuts into pieces.
    private const string Emitter = """
        import json, sys
        for i in range(4000):
            out = sys.stderr if i % 7 == 3 else sys.stdout
            out.write(json.dumps({"i": i, "pad": "x" * (40000 if i % 250 == 0 else i % 90)}) + "\n"); out.flush()
        """;

    [Test]
    public async Task A_reader_that_is_cut_at_many_points_loses_and_doubles_nothing()
    {
        var sandbox = await StartAsync(new TurnFolder { Argv = ["python3", "-u", "-c", Emitter] });
        var seen = new List<OutputLine>();
        string? stored = null;
        for (var cut = 0; !IsDone(seen); cut++)
        {
            var budget = 1 + (cut * 37 % 211);
            stored = await ReadSomeAsync(sandbox, stored, budget, seen);
        }

        // A line of stderr may have come after the summary on stdout.
        await ReadSomeAsync(sandbox, stored, int.MaxValue, seen);
        AssertComplete(seen);
    }

    [Test]
    public async Task Reading_again_from_the_start_gives_the_same_lines()
    {
        var sandbox = await StartAsync(new TurnFolder { Argv = ["python3", "-u", "-c", Emitter] });
        var live = await FinishAsync(sandbox);

        var again = await FinishAsync(sandbox);

        AssertComplete(live.Lines);
        Assert.That(again.Lines.Select(line => line.Text), Is.EqualTo(live.Lines.Select(line => line.Text)));
    }

    [Test]
    public async Task Every_cursor_of_a_finished_output_continues_with_the_next_line()
    {
        var turn = await RunScriptAsync("for i in {1..40}; do echo $i; echo e$i >&2; done");

        for (var i = 0; i < turn.Lines.Count; i += 3)
        {
            var rest = await FinishAsync(turn.Sandbox, turn.Lines[i].Cursor);
            Assert.That(rest.Lines.Select(line => line.Text), Is.EqualTo(turn.Lines.Skip(i + 1).Select(line => line.Text)), $"after line {i}");
        }
    }

    [Test]
    public async Task A_line_beyond_the_limit_is_cut_and_the_next_one_is_whole()
    {
        var turn = await RunScriptAsync("head -c 5000000 /dev/zero | tr '\\0' a; echo; echo next");

        Assert.That(turn.Harness[0], Has.Length.EqualTo(4 * 1024 * 1024));
        Assert.That(turn.Lines.Single(line => line.WasCut).Text, Is.EqualTo(turn.Harness[0]));
        Assert.That(turn.Harness[1], Is.EqualTo("next"));
    }

    [Test]
    public async Task The_unfinished_last_line_of_a_killed_turn_is_kept()
    {
        var sandbox = await StartScriptAsync("echo ready; head -c 20000 /dev/zero | tr '\\0' b; kill -KILL $$");

        var turn = await FinishAsync(sandbox);

        Assert.That(turn.Harness[1], Is.EqualTo(new string('b', 20_000)));
    }

    [Test]
    public void Output_of_a_sandbox_that_is_gone_is_a_clear_error()
    {
        Assert.That(
            async () => await FinishAsync(new SandboxId("0123456789abcdef")),
            Throws.InstanceOf<SandboxException>().With.Property("Failure").EqualTo(SandboxFailure.Missing));
    }

    /// <summary>Reads until the budget is used up or the end, breaking the connection off in the middle.</summary>
    private async Task<string?> ReadSomeAsync(SandboxId sandbox, string? stored, int budget, List<OutputLine> seen)
    {
        await foreach (var line in Engine.ReadOutputAsync(sandbox, OutputCursor.Parse(stored), Limit))
        {
            seen.Add(line);
            stored = line.Cursor.ToString();
            if (--budget == 0)
            {
                break;
            }
        }

        return stored;
    }

    private static bool IsDone(List<OutputLine> seen) =>
        seen.Any(line => line.Text.StartsWith("{\"type\":\"slackagents.exit\"", StringComparison.Ordinal));

    private static void AssertComplete(IReadOnlyList<OutputLine> lines)
    {
        var numbered = lines.Where(line => line.Text.StartsWith("{\"i\"", StringComparison.Ordinal))
            .Select(line => (Number: JsonSerializer.Deserialize<JsonElement>(line.Text).GetProperty("i").GetInt32(), line.IsError)).ToList();

        Assert.Multiple(() =>
        {
            Assert.That(numbered.Select(line => line.Number).Order(), Is.EqualTo(Enumerable.Range(0, Count)));
            Assert.That(numbered.Where(line => line.IsError).Select(line => line.Number), Is.Ordered);
            Assert.That(numbered.Where(line => !line.IsError).Select(line => line.Number), Is.Ordered);
            Assert.That(lines, Has.None.Matches<OutputLine>(line => line.WasCut));
        });
    }
}
