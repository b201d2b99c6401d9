using System.Text.Json.Nodes;
using SlackAgents.Playground.Model;
using SlackAgents.Playground.Model.Formats;

namespace SlackAgents.Tests.Playground;

[TestFixture]
internal sealed class ScriptPlayerTests
{
    private readonly ScriptPlayer _player = new();

    [Test]
    public void The_turn_follows_from_the_conversation_and_the_last_step_repeats()
    {
        var turns = Enumerable.Range(0, 6).Select(rounds => _player.Next(Talk("go [[fake:parallel]]", rounds))).ToList();

        Assert.Multiple(() =>
        {
            Assert.That(turns[0].Step.Bash, Is.EqualTo(new[] { "echo one", "echo two" }));
            Assert.That(turns.Skip(1).Select(turn => turn.Step.Text), Is.All.EqualTo("Both ran."));
            Assert.That(turns.Select(turn => turn.Turn), Is.EqualTo(new[] { 0, 1, 2, 3, 4, 5 }));
        });
    }

    [Test]
    public void The_newest_marker_wins()
    {
        var body = Body("first [[fake:commit]]", 3);
        body["messages"]!.AsArray().Add(new JsonObject { ["role"] = "user", ["content"] = "then [[fake:talk]]" });

        var (scenario, turn, step) = _player.Next(Read(body));

        Assert.That((scenario, turn, step.Text), Is.EqualTo(("talk", 0, "Just talking, no tools.")));
    }

    [Test]
    public void A_request_without_tools_is_side_work()
    {
        var body = Body("summarise [[fake:commit]]", 0);
        body.Remove("tools");

        Assert.That(_player.Next(Read(body)).Scenario, Is.EqualTo("side"));
    }

    [Test]
    public void What_the_user_said_meanwhile_is_told_and_reminders_of_the_harness_are_not()
    {
        var body = Body("go [[fake:slow]]", 2);
        var last = body["messages"]!.AsArray()[^1]!["content"]!.AsArray();
        last.Add(new JsonObject { ["type"] = "text", ["text"] = "<system-reminder>do not mention</system-reminder>" });
        last.Add(new JsonObject { ["type"] = "text", ["text"] = "use blue" });

        var step = _player.Next(Read(body)).Step;

        Assert.That(step.Text, Is.EqualTo("Slow work finished. Said meanwhile: <<use blue>>"));
    }

    [Test]
    public void Free_text_becomes_a_small_believable_change()
    {
        var looked = _player.Next(Talk("fix the readme typo", 0)).Step;
        var mended = _player.Next(Talk("fix the readme typo", 1, "# Widgets\nTeh widget library")).Step;
        var committed = _player.Next(Talk("fix the readme typo", 2, "# Widgets\nTeh widget library")).Step;
        var told = _player.Next(Talk("fix the readme typo", 3, "# Widgets\nTeh widget library")).Step;

        Assert.Multiple(() =>
        {
            Assert.That(looked.Bash.Single(), Does.Contain("cat README.md"));
            Assert.That(mended.Bash.Single(), Does.StartWith(@"sed -i 's/\bTeh\b/The/g' README.md"));
            Assert.That(committed.Bash.Single(), Does.Contain("git commit"));
            Assert.That(told.Bash, Is.Empty);
            Assert.That(told.Text, Does.Contain("\"fix the readme typo\""));
        });
    }

    [Test]
    public void What_the_harness_appends_to_a_tool_result_is_not_repeated()
    {
        var step = _player.Next(Talk("go [[fake:env]]", 1, "none\n<system-reminder>tokens left</system-reminder>")).Step;

        Assert.That(step.Text, Is.EqualTo("ENV: none"));
    }

    [Test]
    public void A_request_cannot_break_out_of_the_note_it_is_written_to()
    {
        var step = _player.Next(Talk("note '; rm -rf / #` $(id)", 1, "# no mistakes here")).Step;

        Assert.That(step.Bash.Single(), Does.StartWith("printf '%s\\n' '- note  ; rm -rf /").And.Not.Contains("`").And.Not.Contains("$("));
    }

    private static Conversation Talk(string task, int rounds, string toolText = "ok") => Read(Body(task, rounds, toolText));

    private static Conversation Read(JsonObject body) => new AnthropicFormat().Read(ModelCall.Of(body));

    private static JsonObject Body(string task, int rounds, string toolText = "ok")
    {
        var messages = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = task }) });
        for (var round = 0; round < rounds; round++)
        {
            messages.Add(new JsonObject { ["role"] = "assistant", ["content"] = new JsonArray(new JsonObject { ["type"] = "tool_use", ["id"] = $"t{round}", ["name"] = "Bash", ["input"] = new JsonObject() }) });
            messages.Add(new JsonObject { ["role"] = "user", ["content"] = new JsonArray(new JsonObject { ["type"] = "tool_result", ["tool_use_id"] = $"t{round}", ["content"] = toolText }) });
        }

        return new JsonObject { ["tools"] = new JsonArray(new JsonObject { ["name"] = "Bash", ["input_schema"] = new JsonObject() }), ["messages"] = messages };
    }
}
