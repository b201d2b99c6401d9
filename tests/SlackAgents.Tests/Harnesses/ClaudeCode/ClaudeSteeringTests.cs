using SlackAgents.Core.Traces;

namespace SlackAgents.Tests.Harnesses.ClaudeCode;

/// <summary>What becomes of a message during the turn, and when the turn has ended.</summary>
public sealed class ClaudeSteeringTests
{
    private const string First = "33333333-3333-4333-8333-333333333333";
    private const string Second = "55555555-5555-4555-8555-555555555555";

    [TestCase("steer-uuid", "3 queued, 3 delivered")]
    [TestCase("steer-two", "3 queued, 5 queued, 3 delivered, 5 delivered")]
    [TestCase("steer-late", "3 queued, 3 delivered")]
    [TestCase("steer-after-result", "3 queued, 3 delivered")]
    [TestCase("steer-undelivered", "3 queued")]
    [TestCase("files", "")]
    public void A_message_is_delivered_when_it_is_put_before_the_model_and_not_before(string name, string told)
    {
        var receipts = Recording.Load(name).Lines.SelectMany(Recording.Reader().Read).Where(made => made.Event is SteeringEvent).ToList();

        Assert.That(string.Join(", ", receipts.Select(made => $"{((SteeringEvent)made.Event).MessageId[0]} {((SteeringEvent)made.Event).State}")), Is.EqualTo(told));
        Assert.That(receipts.Select(made => made.Key), Is.EqualTo(receipts.Select(made => (SteeringEvent)made.Event).Select(receipt => $"steering:{receipt.MessageId}:{receipt.State}")));
    }

    [TestCase("steer-uuid")]
    [TestCase("steer-two")]
    [TestCase("steer-late")]
    [TestCase("steer-after-result")]
    public void The_turn_has_ended_after_the_last_result_and_stays_ended(string name)
    {
        var reader = Recording.Reader();
        var ended = Recording.Load(name).Lines.Select(line =>
        {
            reader.Read(line);
            return reader.TurnEnded;
        }).ToList();

        Assert.That(ended[^1], Is.True);
        Assert.That(ended.Count(value => value), Is.LessThanOrEqualTo(4));
    }

    [Test]
    public void A_message_that_waits_when_the_result_comes_keeps_the_turn_open_though_the_result_counts_none()
    {
        var reader = Recording.Reader();
        var lines = Recording.Load("steer-late").Lines;
        var atFirstResult = lines.ToList().FindIndex(line => line.Contains("\"type\":\"result\"", StringComparison.Ordinal));

        lines.Take(atFirstResult + 1).ToList().ForEach(line => reader.Read(line));

        Assert.That(lines[atFirstResult], Does.Not.Contain("\"queued_turn_count\":1"));
        Assert.That(reader.TurnEnded, Is.False);
    }

    [Test]
    public void A_message_that_the_session_knew_already_does_not_keep_the_turn_open()
    {
        var reader = Recording.Reader();
        Recording.Load("steer-uuid").Lines.ToList().ForEach(line => reader.Read(line));

        reader.Read(Receipt(First, "queued"));
        var waiting = reader.TurnEnded;
        reader.Read(Receipt(First, "completed"));

        Assert.That((waiting, reader.TurnEnded), Is.EqualTo((false, true)));
    }

    [Test]
    public void A_round_that_began_after_the_answer_and_was_cut_off_is_no_success()
    {
        var reader = Recording.Reader();
        Recording.Load("steer-uuid").Lines.ToList().ForEach(line => reader.Read(line));

        reader.Read(Receipt(Second, "started"));
        var outcome = reader.Conclude(143, outOfMemory: false);

        Assert.That((outcome.Reason.ToString(), outcome.Answer), Is.EqualTo(("HarnessCrashed", string.Empty)));
    }

    [Test]
    public void Receipts_without_number_are_bounded()
    {
        var reader = Recording.Reader();

        for (var number = 0; number < 5000; number++)
        {
            reader.Read(Receipt($"m{number}", "queued"));
        }

        for (var number = 0; number < 1000; number++)
        {
            reader.Read(Receipt($"m{number}", "completed"));
        }

        reader.Read("{\"type\":\"result\",\"subtype\":\"success\",\"is_error\":false,\"result\":\"x\"}");
        Assert.That(reader.TurnEnded, Is.True);
    }

    private static string Receipt(string id, string state) => $"{{\"type\":\"command_lifecycle\",\"command_uuid\":\"{id}\",\"state\":\"{state}\",\"uuid\":\"{Guid.Empty}\"}}";
}
