using System.Globalization;
using SlackAgents.Core.Intake.Inbox;
using SlackAgents.Testing.Data;

namespace SlackAgents.IntegrationTests.Storage;

internal abstract class InboxContract : StoreContract
{
    private IInbox Inbox => Database.Inbox;

    [Test]
    public async Task An_item_is_taken_as_it_came()
    {
        var item = new InboxItem(InboxKinds.Event, ["event/1"], """{"text":"<!channel> 🚀 ‮ ' -- \u0000"}""");

        var added = await Inbox.AddAsync(item, Token);
        var entry = (await Inbox.TakeDueAsync(10, Token)).Single();

        Assert.That(added, Is.True);
        Assert.That(entry, Is.EqualTo(new InboxEntry(entry.Id, item.Kind, item.Payload, Time.GetUtcNow(), Attempts: 0)));
    }

    [Test]
    public async Task One_key_in_common_makes_a_duplicate()
    {
        await Inbox.AddAsync(Some.InboxItem() with { DedupeKeys = ["event/1", "message/T1/C1/1.1"] }, Token);

        var twin = await Inbox.AddAsync(Some.InboxItem() with { DedupeKeys = ["event/2", "message/T1/C1/1.1"] }, Token);
        var other = await Inbox.AddAsync(Some.InboxItem() with { DedupeKeys = ["event/2"] }, Token);

        Assert.That(twin, Is.False);
        Assert.That(other, Is.True, "nothing of a duplicate is stored, its other keys neither");
        Assert.That(await Inbox.CountPendingAsync(Token), Is.EqualTo(2));
    }

    [Test]
    public async Task A_duplicate_is_known_after_the_first_was_handled_and_pruned_of_older_keys()
    {
        var item = Some.InboxItem();
        await Inbox.AddAsync(item, Token);
        await Inbox.CompleteAsync((await Inbox.TakeDueAsync(1, Token))[0].Id, Token);

        Time.Advance(TimeSpan.FromHours(47));
        await Inbox.PruneAsync(Time.GetUtcNow() - TimeSpan.FromHours(48), Token);

        Assert.That(await Inbox.AddAsync(item, Token), Is.False);
    }

    [Test]
    public async Task A_key_is_forgotten_after_48_hours()
    {
        var item = Some.InboxItem();
        await Inbox.AddAsync(item, Token);

        Time.Advance(TimeSpan.FromHours(48));

        Assert.That(await Inbox.AddAsync(item, Token), Is.True);
    }

    [Test]
    public async Task Of_a_hundred_deliveries_at_once_exactly_one_is_new()
    {
        var item = Some.InboxItem();

        var added = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => Inbox.AddAsync(item, Token))));

        Assert.That(added.Count(isNew => isNew), Is.EqualTo(1));
        Assert.That(await Inbox.CountPendingAsync(Token), Is.EqualTo(1));
    }

    [Test]
    public async Task Entries_come_oldest_first_up_to_the_limit()
    {
        var items = Enumerable.Range(0, 5).Select(_ => Some.InboxItem()).ToList();
        foreach (var item in items)
        {
            await Inbox.AddAsync(item, Token);
        }

        var first = await Inbox.TakeDueAsync(2, Token);
        var rest = await Inbox.TakeDueAsync(10, Token);

        Assert.That(first.Concat(rest).Select(entry => entry.Payload), Is.EqualTo(items.Select(item => item.Payload)));
        Assert.That(first, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_taken_entry_is_out_of_sight_until_its_lease_ends()
    {
        await Inbox.AddAsync(Some.InboxItem(), Token);
        await Inbox.TakeDueAsync(1, Token);

        Time.Advance(TimeSpan.FromSeconds(59));
        var early = await Inbox.TakeDueAsync(1, Token);
        Time.Advance(TimeSpan.FromSeconds(1));
        var late = await Inbox.TakeDueAsync(1, Token);

        Assert.That(early, Is.Empty);
        Assert.That(late.Single().Attempts, Is.EqualTo(1));
    }

    [Test]
    public async Task A_restart_frees_what_was_taken_at_once()
    {
        await Inbox.AddAsync(Some.InboxItem(), Token);
        await Inbox.TakeDueAsync(1, Token);

        await Database.RestartAsync();

        Assert.That((await Inbox.TakeDueAsync(1, Token)).Single().Attempts, Is.EqualTo(1));
    }

    [Test]
    public async Task A_deferred_entry_comes_back_when_it_is_due()
    {
        await Inbox.AddAsync(Some.InboxItem(), Token);
        var entry = (await Inbox.TakeDueAsync(1, Token)).Single();
        await Inbox.DeferAsync(entry.Id, Time.GetUtcNow() + TimeSpan.FromSeconds(5), "Slack did not answer", Token);

        var early = await Inbox.TakeDueAsync(1, Token);
        Time.Advance(TimeSpan.FromSeconds(5));
        var due = await Inbox.TakeDueAsync(1, Token);

        Assert.That(early, Is.Empty);
        Assert.That(due.Single(), Is.EqualTo(entry with { Attempts = 1 }));
    }

    [Test]
    public async Task An_abandoned_entry_is_never_taken_again_and_its_keys_still_count()
    {
        var item = Some.InboxItem();
        await Inbox.AddAsync(item, Token);
        await Inbox.AbandonAsync((await Inbox.TakeDueAsync(1, Token))[0].Id, "cannot be read", Token);

        Time.Advance(TimeSpan.FromHours(1));

        Assert.That(await Inbox.TakeDueAsync(1, Token), Is.Empty);
        Assert.That(await Inbox.CountPendingAsync(Token), Is.Zero);
        Assert.That(await Inbox.AddAsync(item, Token), Is.False);
    }

    [Test]
    public async Task An_id_never_comes_back()
    {
        await Inbox.AddAsync(Some.InboxItem(), Token);
        var first = (await Inbox.TakeDueAsync(1, Token)).Single();
        await Inbox.CompleteAsync(first.Id, Token);
        await Database.RestartAsync();

        await Inbox.AddAsync(Some.InboxItem(), Token);

        Assert.That((await Inbox.TakeDueAsync(1, Token)).Single().Id, Is.GreaterThan(first.Id));
    }

    [Test]
    public async Task Parallel_takers_never_share_an_entry()
    {
        await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => Inbox.AddAsync(Some.InboxItem(), Token)));

        var taken = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => Inbox.TakeDueAsync(5, Token))));

        var ids = taken.SelectMany(entries => entries).Select(entry => entry.Id).ToList();
        Assert.That(ids, Has.Count.EqualTo(60));
        Assert.That(ids, Is.Unique);
    }

    [Test]
    public async Task An_entry_waits_for_those_before_it_in_its_lane_and_nobody_else_does()
    {
        await AddAsync("C1/1.0", "C1/1.0", "C2/2.0", null);

        var first = await Inbox.TakeDueAsync(10, Token);
        var meanwhile = await Inbox.TakeDueAsync(10, Token);
        await Inbox.CompleteAsync(first[0].Id, Token);
        var second = await Inbox.TakeDueAsync(10, Token);

        Assert.That(first.Select(entry => entry.Payload), Is.EqualTo(new[] { "0", "2", "3" }));
        Assert.That(meanwhile, Is.Empty);
        Assert.That(second.Select(entry => entry.Payload), Is.EqualTo(new[] { "1" }));
    }

    [Test]
    public async Task A_deferred_entry_holds_back_its_lane_for_four_minutes_and_no_longer()
    {
        await AddAsync("C1/1.0", "C1/1.0");
        var first = (await Inbox.TakeDueAsync(10, Token)).Single();
        await Inbox.DeferAsync(first.Id, Time.GetUtcNow() + TimeSpan.FromHours(1), "Slack did not answer", Token);

        Time.Advance(TimeSpan.FromSeconds(239));
        var early = await Inbox.TakeDueAsync(10, Token);
        Time.Advance(TimeSpan.FromSeconds(1));
        var late = await Inbox.TakeDueAsync(10, Token);

        Assert.That(early, Is.Empty);
        Assert.That(late.Select(entry => entry.Payload), Is.EqualTo(new[] { "1" }));
    }

    [Test]
    public async Task A_lane_keeps_its_order_however_long_it_lay()
    {
        await AddAsync("C1/1.0", "C1/1.0");
        Time.Advance(TimeSpan.FromHours(1));
        await Database.RestartAsync();

        var first = await Inbox.TakeDueAsync(10, Token);
        var meanwhile = await Inbox.TakeDueAsync(10, Token);

        Assert.That(first.Concat(meanwhile).Select(entry => entry.Payload), Is.EqualTo(new[] { "0" }));
    }

    [Test]
    public async Task An_abandoned_entry_does_not_hold_back_its_lane()
    {
        await AddAsync("C1/1.0", "C1/1.0");
        await Inbox.AbandonAsync((await Inbox.TakeDueAsync(1, Token)).Single().Id, "cannot be read", Token);

        Assert.That((await Inbox.TakeDueAsync(10, Token)).Single().Payload, Is.EqualTo("1"));
    }

    [Test]
    public async Task Urgent_entries_come_first_and_can_be_taken_alone()
    {
        await AddAsync(null, null);
        await Inbox.AddAsync(Some.InboxItem() with { Payload = "urgent 1", Urgent = true }, Token);
        await Inbox.AddAsync(Some.InboxItem() with { Payload = "urgent 2", Urgent = true }, Token);

        var first = await Inbox.TakeDueAsync(1, Token);
        var urgent = await Inbox.TakeUrgentAsync(10, Token);
        var rest = await Inbox.TakeDueAsync(10, Token);

        Assert.That(first.Select(entry => entry.Payload), Is.EqualTo(new[] { "urgent 1" }));
        Assert.That(urgent.Select(entry => entry.Payload), Is.EqualTo(new[] { "urgent 2" }));
        Assert.That(rest.Select(entry => entry.Payload), Is.EqualTo(new[] { "0", "1" }));
    }

    [Test]
    public async Task A_cancelled_add_stores_nothing()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        Assert.That(() => Inbox.AddAsync(Some.InboxItem(), cancelled.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(await Inbox.CountPendingAsync(Token), Is.Zero);
    }

    /// <summary>Adds an item for each lane; its payload is its place in the list.</summary>
    private async Task AddAsync(params string?[] lanes)
    {
        for (var index = 0; index < lanes.Length; index++)
        {
            await Inbox.AddAsync(Some.InboxItem() with { Payload = index.ToString(CultureInfo.InvariantCulture), Lane = lanes[index] }, Token);
        }
    }
}
