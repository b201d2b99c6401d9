using SlackAgents.Core.Traces;

namespace SlackAgents.Tests.Harnesses.Codex;

/// <summary>What becomes of a message during the turn, and when the turn has ended.</summary>
public sealed class CodexSteeringTests
{
    private const string Id = CodexRecording.SteerId;

    [Test]
    public void A_message_is_delivered_when_the_model_is_given_it()
    {
        var events = TraceFixtures.Play(CodexRecording.Reader(), "codex-steer");

        var delivered = events.Single(made => made.Event is SteeringEvent);
        Assert.That(delivered.Event, Is.EqualTo(new SteeringEvent(Id, "delivered", null)));
        Assert.That(delivered.Key, Is.EqualTo($"steering:{Id}:delivered"));
        Assert.That(events.Select(made => made.Event).OfType<PromptEvent>().Single(), Is.EqualTo(new PromptEvent("STEER: also say banana", null, Id)));
    }

    [Test]
    public void A_message_that_was_taken_and_not_given_to_the_model_is_queued_and_no_more()
    {
        var reader = CodexRecording.Reader();
        var lines = CodexRecording.Lines("steer").TakeWhile(line => !line.Contains(Id, StringComparison.Ordinal));

        var events = lines.Append(Receipt("queued")).SelectMany(reader.Read).Select(made => made.Event);

        Assert.That(events.OfType<SteeringEvent>(), Is.EqualTo(new[] { new SteeringEvent(Id, "queued", null) }));
    }

    [Test]
    public void The_receipt_of_the_driver_and_the_item_of_the_agent_are_one_fact()
    {
        var reader = CodexRecording.Reader();
        var item = CodexRecording.Lines("steer").First(line => line.Contains("item/started", StringComparison.Ordinal) && line.Contains(Id, StringComparison.Ordinal));

        Assert.That(reader.Read(Receipt("delivered")), Is.EqualTo(reader.Read(item)));
    }

    [Test]
    public void A_message_that_came_too_late_for_its_turn_is_delivered_by_the_next()
    {
        var steered = CodexRecording.Events<SteeringEvent>("steer-late");

        Assert.That(steered.Select(message => (message.MessageId[..1], message.State)), Is.EqualTo(new[] { ("3", "delivered"), ("4", "delivered") }));
        Assert.That(CodexRecording.Events<NoticeEvent>("steer-late").Select(notice => notice.Text), Has.Member("no active turn to steer"));
    }

    [Test]
    public void The_turn_has_ended_with_the_drivers_last_word_and_not_with_the_agents()
    {
        var reader = CodexRecording.Reader();
        TraceFixtures.Play(reader, "codex-success");
        var before = reader.TurnEnded;

        reader.Read("{\"type\":\"driver.idle\"}");
        var idle = reader.TurnEnded;
        reader.Read(Receipt("queued"));

        Assert.That((before, idle, reader.TurnEnded), Is.EqualTo((false, true, false)));
    }

    [Test]
    public void A_turn_that_began_after_the_answer_and_did_not_end_is_no_success()
    {
        var reader = CodexRecording.Reader();
        foreach (var line in CodexRecording.Lines("steer-late").SkipLast(1))
        {
            reader.Read(line);
        }

        Assert.That(reader.Conclude(143, outOfMemory: false).Reason.ToString(), Is.EqualTo("HarnessCrashed"));
    }

    [Test]
    public void The_driver_says_that_the_turn_has_ended_and_shows_the_prompt_once()
    {
        var reader = CodexRecording.ReaderOf("driver-steer");
        var events = TraceFixtures.Play(reader, "codex-driver-steer").DistinctBy(made => made.Key, StringComparer.Ordinal).Select(made => made.Event).ToList();

        Assert.That(reader.TurnEnded, Is.True);
        Assert.That(events.OfType<PromptEvent>().Select(prompt => prompt.Text), Is.EqualTo(new[] { "[[fake:slow]] do slow work", "STEER: also say banana" }));
        Assert.That(events.OfType<SteeringEvent>().Select(message => message.State), Is.EqualTo(new[] { "queued", "delivered" }));
    }

    private static string Receipt(string state) => $"{{\"type\":\"driver.receipt\",\"id\":\"{Id}\",\"state\":\"{state}\"}}";
}
