using System.Collections.Concurrent;
using SlackAgents.Core.Runs;
using SlackAgents.Testing.Data;
using SlackAgents.Testing.Storage;
using SlackAgents.Testing.Time;

namespace SlackAgents.IntegrationTests.Storage;

/// <summary>What was acknowledged is on the disk at any instant, whatever is being written at that moment.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class SqliteCrashTests
{
    private static readonly CancellationToken Token = CancellationToken.None;

    [Test]
    public async Task All_that_was_acknowledged_is_there_after_a_kill_in_the_middle_of_writing()
    {
        await using var database = await TestDatabase.CreateAsync();
        using var stop = new CancellationTokenSource();
        var acknowledged = new ConcurrentQueue<string>();
        var writers = Enumerable.Range(0, 8).Select(_ => Task.Run(() => WriteAsync(database, acknowledged, stop.Token))).ToList();

        for (var kill = 1; kill <= 5; kill++)
        {
            await Eventually.IsTrueAsync(() => acknowledged.Count >= kill * 100);
            var expected = acknowledged.ToArray();
            await using var survivor = await database.OpenAsIfKilledNowAsync();
            var payloads = (await survivor.Inbox.TakeDueAsync(int.MaxValue, Token)).Select(entry => entry.Payload).ToHashSet(StringComparer.Ordinal);
            Assert.That(expected.Where(payload => !payloads.Contains(payload)), Is.Empty, $"kill {kill}");
        }

        await stop.CancelAsync();
        await Task.WhenAll(writers);
    }

    [Test]
    public async Task A_run_and_the_card_it_causes_survive_a_kill_together()
    {
        await using var database = await TestDatabase.CreateAsync();
        var change = Some.NewRun();
        await database.Runs.AddAsync("inbox:1", change, Token);

        await using var survivor = await database.OpenAsIfKilledNowAsync();

        Assert.That(await survivor.Runs.GetAsync(change.Run.Id, Token), Is.EqualTo(change.Run with { Version = 1 }));
        Assert.That(await survivor.Runs.AddAsync("inbox:1", Some.NewRun(), Token), Is.False);
        Assert.That((await survivor.Outbox.TakeDueAsync(1, Token)).Single().Message.Key, Is.EqualTo(change.Messages[0].Key));
    }

    [Test]
    public async Task The_trace_and_its_cursor_never_part_in_a_kill()
    {
        await using var database = await TestDatabase.CreateAsync();
        var run = Some.RunId();
        var lines = Enumerable.Range(0, 2000).Select(_ => Some.KeyedTraceEntry()).ToList();
        var writing = Task.Run(async () =>
        {
            for (var line = 0; line < lines.Count; line++)
            {
                await database.Traces.AppendAsync(run, [lines[line]], $"t+{line + 1}", Token);
            }
        });

        await Eventually.IsTrueAsync(async () => (await database.Traces.ReadAsync(run, 50, 1, Token)).Count == 1);
        await using var survivor = await database.OpenAsIfKilledNowAsync();
        var cursor = await survivor.Traces.GetCursorAsync(run, Token);
        var records = await survivor.Traces.ReadAsync(run, 0, 5000, Token);
        await writing;

        Assert.That(cursor, Is.EqualTo($"t+{records.Count}"));
        Assert.That(records.Select(record => record.Event), Is.EqualTo(lines.Take(records.Count).Select(line => line.Event)));
    }

    [Test]
    public async Task A_restart_keeps_the_instance_its_secrets_and_its_runs()
    {
        await using var database = await TestDatabase.CreateAsync();
        var instance = database.Instance;
        var secret = await database.Instances.GetOrCreateSecretAsync("trace-links", 32, Token);
        var change = Some.NewRun(Some.Run() with { State = RunState.Running });
        await database.Runs.AddAsync("inbox:1", change, Token);

        await database.RestartAsync();

        Assert.That(database.Instance, Is.EqualTo(instance));
        Assert.That(await database.Instances.GetOrCreateSecretAsync("trace-links", 32, Token), Is.EqualTo(secret));
        Assert.That(secret, Has.Length.EqualTo(32));
        Assert.That(await database.Runs.ListAsync([RunState.Running], Token), Has.Count.EqualTo(1));
    }

    private static async Task WriteAsync(TestDatabase database, ConcurrentQueue<string> acknowledged, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var item = Some.InboxItem();
            await database.Inbox.AddAsync(item, Token);
            acknowledged.Enqueue(item.Payload);
        }
    }
}
