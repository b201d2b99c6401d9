using SlackAgents.Core.Reasons;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Runs;
using SlackAgents.Testing.Fakes;
using SlackAgents.Testing.Time;

namespace SlackAgents.Tests.Replies;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class OutboxSenderTests
{
    private CoreDriver _core = null!;

    [SetUp]
    public async Task SetUpAsync() => _core = await CoreDriver.StartNewAsync();

    [TearDown]
    public async Task TearDownAsync() => await _core.DisposeAsync();

    [Test]
    public async Task A_post_whose_answer_was_lost_is_found_by_its_key_and_not_posted_twice()
    {
        var lost = 0;
        _core.Slack.After = (operation, _) =>
        {
            if (operation == "post" && Interlocked.Increment(ref lost) <= 2)
            {
                throw new ReplyException(ReplyFailure.Transient, "http_timeout", "No answer.");
            }
        };

        var asked = await _core.AskAsync();
        await _core.EndOfAsync(asked.Id);
        await Eventually.ThatAsync(() => _core.Database.Outbox.CountPendingAsync(CancellationToken.None), Is.Zero);

        Assert.That(_core.Slack.Posts.Select(post => post.Key), Is.Unique);
        Assert.That(_core.Slack.Posts, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_refusal_for_now_is_tried_again()
    {
        var refused = 0;
        _core.Slack.Before = (operation, _) =>
        {
            if (operation == "post" && Interlocked.Increment(ref refused) == 1)
            {
                throw new ReplyException(ReplyFailure.Transient, "ratelimited", "Later.") { RetryAfter = TimeSpan.FromMilliseconds(50) };
            }
        };

        var asked = await _core.AskAsync();

        await _core.EndOfAsync(asked.Id);
    }

    [Test]
    public async Task A_card_that_has_no_place_stops_its_run_and_the_requester_is_told_in_private()
    {
        _core.Engine.Agent = Agents.WorkForEverAsync;
        _core.Slack.Before = (operation, _) =>
        {
            if (operation == "post")
            {
                throw new ReplyException(ReplyFailure.Gone, "not_in_channel", "Not in that channel.");
            }
        };

        var asked = await _core.AskAsync();

        await _core.PrivateWordAsync("/invite");
        var run = await _core.WhenAsync(asked.Id, RunState.Stopped);
        Assert.That(run.Reason, Is.EqualTo(ReasonCode.ChannelUnreachable));
        Assert.That(_core.Slack.Private, Has.Count.EqualTo(1));
        await Eventually.ThatAsync(() => _core.Database.Outbox.CountPendingAsync(CancellationToken.None), Is.Zero);
    }

    [Test]
    public async Task A_message_that_the_thread_does_not_take_is_said_to_the_requester_with_its_cause()
    {
        _core.Slack.Before = (operation, key) =>
        {
            if (operation == "post" && key.EndsWith("/end", StringComparison.Ordinal))
            {
                throw new ReplyException(ReplyFailure.Content, "invalid_blocks", "No.");
            }
        };

        await _core.AskAsync();

        var said = await _core.PrivateWordAsync("invalid_blocks");
        Assert.That(said, Does.Contain("Pull request ready").And.Not.Contain("/invite"));
    }

    [Test]
    public async Task A_message_that_is_ahead_of_its_card_waits_for_the_thread()
    {
        var open = false;
        _core.Slack.Before = (operation, key) =>
        {
            if (operation == "post" && key.EndsWith("/card", StringComparison.Ordinal) && !Volatile.Read(ref open))
            {
                throw new ReplyException(ReplyFailure.Transient, "http_503", "Later.") { RetryAfter = TimeSpan.FromMilliseconds(50) };
            }
        };
        var asked = await _core.AskAsync();
        await _core.WhenAsync(asked.Id, RunState.Finished);

        Volatile.Write(ref open, true);

        var end = await _core.EndOfAsync(asked.Id);
        Assert.That(end.ThreadTs, Is.EqualTo((await _core.ReadAsync(asked.Id)).CardTs));
    }
}
