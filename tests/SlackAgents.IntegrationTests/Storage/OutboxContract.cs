using SlackAgents.Core.Replies;
using SlackAgents.Core.Runs;
using SlackAgents.Testing.Data;

namespace SlackAgents.IntegrationTests.Storage;

internal abstract class OutboxContract : StoreContract
{
    private IOutbox Outbox => Database.Outbox;

    [Test]
    public async Task A_message_is_taken_as_it_was_added()
    {
        var content = new ReplyContent("Finished", [
            new Headline("h"), new Paragraph("p", "U1"), new AgentText("**m**"), new Facts([new Fact("a", "b", new Uri("https://x.example/"))]),
            new Note("n"), new Buttons([new Button("stop", "Stop", "run", ButtonStyle.Danger)])]);
        var message = Some.PrivateMessage() with { Content = content, ThreadTs = Some.Ts(), TargetTs = Some.Ts(), Emoji = "eyes" };

        await Outbox.AddAsync([message], Token);
        var entry = (await Outbox.TakeDueAsync(10, Token)).Single();

        Assert.That(entry.Attempts, Is.Zero);
        Assert.That(entry.Message with { Content = null }, Is.EqualTo(message with { Content = null }));
        Assert.That(entry.Message.Content!.Parts.Select(part => part.GetType()), Is.EqualTo(content.Parts.Select(part => part.GetType())));
        Assert.That(((Buttons)entry.Message.Content.Parts[^1]).Items, Is.EqualTo(((Buttons)content.Parts[^1]).Items));
    }

    [Test]
    public async Task A_key_is_unique_for_ever()
    {
        var message = Some.PrivateMessage();
        await Outbox.AddAsync([message, message], Token);
        await Outbox.CompleteAsync((await Outbox.TakeDueAsync(10, Token)).Single().Message.Key, "1.1", Token);
        Time.Advance(TimeSpan.FromDays(400));
        await Outbox.PruneAsync(Time.GetUtcNow(), Token);

        await Outbox.AddAsync([message], Token);

        Assert.That(await Outbox.TakeDueAsync(10, Token), Is.Empty);
        Assert.That(await Outbox.CountPendingAsync(Token), Is.Zero);
    }

    [Test]
    public async Task Of_each_lane_one_is_taken_the_most_urgent_one()
    {
        var run = Some.RunWithCard();
        await Database.Runs.AddAsync(Some.Key(), new RunChange(run, [], []), Token);
        var other = Some.PrivateMessage();
        var (first, urgent, elsewhere) = (Some.Message(run), Some.Message(run) with { Priority = OutboxPriority.Terminal }, Some.PrivateMessage() with { Kind = OutboxKind.Message, ThreadTs = "1.0" });
        var card = Some.Message(run) with { Kind = OutboxKind.CardUpdate, Content = null };
        await Outbox.AddAsync([first, urgent, elsewhere, card, other], Token);
        OutboxKind[] posts = [OutboxKind.Card, OutboxKind.Message, OutboxKind.File];

        var taken = await Outbox.TakeDueAsync(10, posts, [], Token);
        var none = await Outbox.TakeDueAsync(10, posts, [.. taken.Select(entry => OutboxLane.Of(entry.Message))], Token);
        var next = await Outbox.TakeDueAsync(10, posts, [], Token);
        var edits = await Outbox.TakeDueAsync(10, [OutboxKind.CardUpdate], [], Token);

        Assert.That(taken.Select(entry => entry.Message.Key), Is.EqualTo(new[] { urgent.Key, elsewhere.Key }));
        Assert.That(none, Is.Empty);
        Assert.That(next.Select(entry => entry.Message.Key), Is.EqualTo(new[] { first.Key }));
        Assert.That(edits.Select(entry => entry.Message.Key), Is.EqualTo(new[] { card.Key }));
        Assert.That((await Outbox.TakeDueAsync(10, Token)).Single().Message.Key, Is.EqualTo(other.Key));
    }

    [Test]
    public async Task What_became_of_a_message_is_known_for_ever()
    {
        var sent = Some.PrivateMessage();
        var dropped = Some.PrivateMessage();
        var waiting = Some.PrivateMessage();
        await Outbox.AddAsync([sent, dropped, waiting], Token);
        await Outbox.CompleteAsync(sent.Key, "1.5", Token);
        await Outbox.AbandonAsync(dropped.Key, "gone", Token);
        Time.Advance(TimeSpan.FromDays(400));
        await Outbox.PruneAsync(Time.GetUtcNow(), Token);

        Assert.That(await Outbox.FindAsync(sent.Key, Token), Is.EqualTo(new SentMessage(IsDone: true, "1.5")));
        Assert.That(await Outbox.FindAsync(dropped.Key, Token), Is.EqualTo(new SentMessage(IsDone: true, null)));
        Assert.That(await Outbox.FindAsync(waiting.Key, Token), Is.EqualTo(new SentMessage(IsDone: false, null)));
        Assert.That(await Outbox.FindAsync(Some.Key(), Token), Is.Null);
    }

    [Test]
    public async Task A_file_and_an_edit_are_taken_as_they_were_added()
    {
        var run = Some.RunWithCard();
        await Database.Runs.AddAsync(Some.Key(), Some.NewRun(run), Token);
        await Outbox.TakeDueAsync(10, Token);
        var file = Some.Message(run) with { Kind = OutboxKind.File, Content = null, File = new OutboxFile("/data/attachments/x/1", "a.png", "A", "Attachment 1") };
        var edit = Some.Message(run) with { Kind = OutboxKind.Edit, TargetKey = "other", Content = null };

        await Outbox.AddAsync([file, edit], Token);

        Assert.That((await Outbox.TakeDueAsync(10, Token)).Select(entry => entry.Message), Is.EquivalentTo(new[] { file, edit }));
    }

    [Test]
    public async Task The_highest_priority_goes_first_then_the_oldest()
    {
        var low = Some.PrivateMessage() with { Priority = OutboxPriority.Low };
        var second = Some.PrivateMessage() with { CreatedAt = Some.Instant.AddSeconds(1) };
        var first = Some.PrivateMessage();
        var terminal = Some.PrivateMessage() with { Priority = OutboxPriority.Terminal, CreatedAt = Some.Instant.AddSeconds(2) };
        await Outbox.AddAsync([low, second, first, terminal], Token);
        Time.Advance(TimeSpan.FromMinutes(1));

        var three = await Outbox.TakeDueAsync(3, Token);
        var last = await Outbox.TakeDueAsync(3, Token);

        Assert.That(three.Concat(last).Select(entry => entry.Message.Key), Is.EqualTo(new[] { terminal.Key, first.Key, second.Key, low.Key }));
    }

    [Test]
    public async Task What_hangs_on_the_card_waits_for_it()
    {
        var run = Some.Run();
        var card = Some.Message(run) with { Kind = OutboxKind.Card };
        var privately = Some.PrivateMessage() with { Run = run.Id };
        var onPrompt = Some.Message(run) with { Kind = OutboxKind.AddReaction, TargetTs = Some.Ts() };
        var onCard = Some.Message(run) with { Kind = OutboxKind.AddReaction };
        var update = Some.Message(run) with { Kind = OutboxKind.CardUpdate };
        var message = Some.Message(run);
        await Database.Runs.AddAsync(Some.Key(), new RunChange(run, [], [message, update, onCard, onPrompt, card, privately]), Token);

        var before = await Outbox.TakeDueAsync(10, Token);
        await Database.Runs.ChangeAsync(run.Id, (current, _) => new RunChange(current with { CardTs = Some.Ts() }, [], []), Token);
        var after = await Outbox.TakeDueAsync(10, Token);

        Assert.That(before.Select(entry => entry.Message.Key), Is.EquivalentTo(new[] { card.Key, privately.Key, onPrompt.Key }));
        Assert.That(after.Select(entry => entry.Message.Key), Is.EquivalentTo(new[] { message.Key, update.Key, onCard.Key }));
    }

    [Test]
    public async Task In_a_thread_that_is_there_already_only_the_card_update_waits()
    {
        var run = Some.Run() with { ThreadTs = Some.Ts() };
        var update = Some.Message(run) with { Kind = OutboxKind.CardUpdate };
        var message = Some.Message(run);
        await Database.Runs.AddAsync(Some.Key(), new RunChange(run, [], [message, update]), Token);

        var due = await Outbox.TakeDueAsync(10, Token);

        Assert.That(due.Single().Message.Key, Is.EqualTo(message.Key));
    }

    [Test]
    public async Task What_waits_for_a_card_is_not_the_next_thing_due()
    {
        var run = Some.Run();
        await Database.Runs.AddAsync(Some.Key(), new RunChange(run, [], [Some.Message(run)]), Token);

        Assert.That(await Outbox.NextDueAsync(Token), Is.Null);
        Assert.That(await Outbox.CountPendingAsync(Token), Is.EqualTo(1));
    }

    [Test]
    public async Task A_taken_entry_is_out_of_sight_until_its_lease_ends()
    {
        await Outbox.AddAsync([Some.PrivateMessage()], Token);
        await Outbox.TakeDueAsync(1, Token);

        var next = await Outbox.NextDueAsync(Token);
        Time.Advance(TimeSpan.FromSeconds(59));
        var early = await Outbox.TakeDueAsync(1, Token);
        Time.Advance(TimeSpan.FromSeconds(1));
        var late = await Outbox.TakeDueAsync(1, Token);

        Assert.That(next, Is.EqualTo(Some.Instant.AddSeconds(60)));
        Assert.That(early, Is.Empty);
        Assert.That(late.Single().Attempts, Is.EqualTo(1));
    }

    [Test]
    public async Task A_restart_frees_what_was_taken_and_shows_the_attempt()
    {
        await Outbox.AddAsync([Some.PrivateMessage()], Token);
        await Outbox.TakeDueAsync(1, Token);

        await Database.RestartAsync();

        Assert.That((await Outbox.TakeDueAsync(1, Token)).Single().Attempts, Is.EqualTo(1));
    }

    [Test]
    public async Task A_message_from_a_clock_that_runs_ahead_is_due_at_once()
    {
        await Outbox.AddAsync([Some.PrivateMessage() with { CreatedAt = Time.GetUtcNow().AddYears(1) }], Token);

        Assert.That(await Outbox.TakeDueAsync(1, Token), Has.Count.EqualTo(1));
    }

    [TestCase(true, 1)]
    [TestCase(false, 0)]
    public async Task A_deferred_entry_comes_back_with_the_attempts_that_were_made(bool attempted, int attempts)
    {
        await Outbox.AddAsync([Some.PrivateMessage()], Token);
        var entry = (await Outbox.TakeDueAsync(1, Token)).Single();
        var due = Time.GetUtcNow().AddSeconds(30);

        await Outbox.DeferAsync(entry.Message.Key, due, attempted, "rate_limited", Token);

        Assert.That(await Outbox.NextDueAsync(Token), Is.EqualTo(due));
        Assert.That(await Outbox.TakeDueAsync(1, Token), Is.Empty);
        Time.Advance(TimeSpan.FromSeconds(30));
        Assert.That((await Outbox.TakeDueAsync(1, Token)).Single().Attempts, Is.EqualTo(attempts));
    }

    [Test]
    public async Task What_was_sent_or_abandoned_never_comes_back()
    {
        var sent = Some.PrivateMessage();
        var abandoned = Some.PrivateMessage();
        await Outbox.AddAsync([sent, abandoned], Token);
        await Outbox.TakeDueAsync(2, Token);

        await Outbox.CompleteAsync(sent.Key, null, Token);
        await Outbox.AbandonAsync(abandoned.Key, "channel_not_found", Token);
        await Outbox.DeferAsync(sent.Key, Time.GetUtcNow(), attempted: true, "a late answer", Token);
        Time.Advance(TimeSpan.FromDays(1));

        Assert.That(await Outbox.TakeDueAsync(2, Token), Is.Empty);
        Assert.That(await Outbox.NextDueAsync(Token), Is.Null);
        Assert.That(await Outbox.CountPendingAsync(Token), Is.Zero);
    }

    [Test]
    public async Task Parallel_takers_never_share_an_entry()
    {
        await Outbox.AddAsync([.. Enumerable.Range(0, 60).Select(_ => Some.PrivateMessage())], Token);

        var taken = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Outbox.TakeDueAsync(5, Token))));

        var keys = taken.SelectMany(entries => entries).Select(entry => entry.Message.Key).ToList();
        Assert.That(keys, Has.Count.EqualTo(60));
        Assert.That(keys, Is.Unique);
    }
}
