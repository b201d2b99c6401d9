using System.Runtime.Versioning;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SlackAgents.Core.Traces;
using SlackAgents.Storage;
using SlackAgents.Storage.Sqlite;
using SlackAgents.Testing;
using SlackAgents.Testing.Data;

namespace SlackAgents.IntegrationTests.Storage;

[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class SqliteDatabaseTests : IDisposable
{
    private static readonly CancellationToken Token = CancellationToken.None;

    private readonly TempDirectory _directory = new();

    [Test]
    public void Steps_of_the_schema_are_numbered_without_gaps() =>
        Assert.That(SqliteMigration.All.Select(step => step.Version), Is.EqualTo(Enumerable.Range(1, SqliteMigration.All.Count)));

    [Test]
    public async Task An_older_database_is_brought_up_to_date_and_keeps_its_data()
    {
        MakeOldDatabase();

        await using var database = NewDatabase();
        await database.OpenAsync(Token);

        var inbox = new SqliteInbox(database, TimeProvider.System);
        var versions = await database.ReadAsync(connection => connection.Query<int>("SELECT version FROM schema_version ORDER BY version").ToList(), Token);
        Assert.That(versions, Is.EqualTo(SqliteMigration.All.Select(step => step.Version)));
        Assert.That(await inbox.CountPendingAsync(Token), Is.EqualTo(1));
    }

    [Test]
    public async Task The_timeline_of_an_older_database_is_made_from_its_events()
    {
        var entries = new[] { new TraceEntry(1, Some.Instant.AddTicks(12_345), new ToolResultEvent("call_1", "no", true, 1)), new TraceEntry(2, Some.Instant, new TextEvent("so", true)), new TraceEntry(2, Some.Instant, new TextEvent("so", true)) };
        MakeDatabaseWithoutRows(entries);

        await using var database = NewDatabase();
        await database.OpenAsync(Token);
        var store = new SqliteTraceStore(database);

        Assert.That(await store.ReadRowsAsync(Core.Ids.RunId.Parse("0123456789"), 0, 10, Token), Is.EqualTo(entries.Select((entry, index) => TraceRow.Of(index + 1, entry))));
        Assert.That(await store.ReadRowsAsync(Core.Ids.RunId.Parse("9876543210"), 0, 10, Token), Is.EqualTo(new[] { new TraceRow(1, 1, 0, TraceCategory.Unknown, TraceFlags.None, 0) }));
    }

    [Test]
    public void A_step_that_fails_leaves_the_schema_as_it_was()
    {
        var migrator = new SqliteMigrator(TimeProvider.System);
        using var connection = OpenFile();
        var broken = new SqliteMigration(2, "broken", "CREATE TABLE half (x); CREATE TABLE half (x);");

        Assert.That(() => migrator.Migrate(connection, [new(1, "fine", "CREATE TABLE fine (x)"), broken]), Throws.InstanceOf<SqliteException>());

        var tables = connection.Query<string>("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name");
        Assert.That(tables, Is.EqualTo(new[] { "fine", "schema_version" }));
        Assert.That(connection.QuerySingle<int>("SELECT max(version) FROM schema_version"), Is.EqualTo(1));
    }

    [Test]
    public async Task A_database_of_a_newer_program_is_refused_and_left_alone()
    {
        await using (var current = NewDatabase())
        {
            await current.OpenAsync(Token);
        }

        await using (var connection = OpenFile())
        {
            await connection.ExecuteAsync("INSERT INTO schema_version (version, name, applied_at) VALUES (99, 'future', '')");
        }

        await using var database = NewDatabase();

        Assert.That(
            () => database.OpenAsync(Token),
            Throws.TypeOf<StorageException>().With.Message.Contains("was written by a newer SlackAgents (schema 99, this program knows")
                .And.Message.Contains("Start that version again"));
    }

    [Test]
    public async Task A_second_process_on_the_same_data_is_refused()
    {
        await using var first = NewDatabase();
        await first.OpenAsync(Token);

        await using (var second = NewDatabase())
        {
            Assert.That(() => second.OpenAsync(Token), Throws.TypeOf<StorageException>().With.Message.Contains("Another SlackAgents process uses"));
        }

        Assert.That(await new SqliteInbox(first, TimeProvider.System).CountPendingAsync(Token), Is.Zero);
    }

    [Test]
    public async Task A_folder_that_cannot_be_made_is_said_in_a_sentence()
    {
        await File.WriteAllTextAsync(_directory.Combine("file"), "not a folder");
        await using var database = NewDatabase(_directory.Combine("file", "data"));

        Assert.That(() => database.OpenAsync(Token), Throws.TypeOf<StorageException>().With.Message.Contains("cannot be opened"));
    }

    [Test]
    public async Task A_file_that_is_no_database_is_said_in_a_sentence()
    {
        await File.WriteAllTextAsync(_directory.Combine("slackagents.db"), new string('x', 5000));
        await using var database = NewDatabase();

        Assert.That(() => database.OpenAsync(Token), Throws.TypeOf<StorageException>().With.Message.Contains("cannot be opened"));
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "file modes are Unix's")]
    [UnsupportedOSPlatform("windows")]
    public async Task Only_the_owner_can_read_the_files()
    {
        await using var database = NewDatabase();
        await database.OpenAsync(Token);

        var others = UnixFileMode.GroupRead | UnixFileMode.OtherRead | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
        foreach (var file in Directory.GetFiles(_directory.Path, "slackagents.db*").Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
        {
            Assert.That(File.GetUnixFileMode(file) & others, Is.EqualTo(UnixFileMode.None), file);
        }
    }

    [Test]
    public async Task Commits_go_to_the_disk_and_not_only_to_the_system()
    {
        await using var database = NewDatabase();
        await database.OpenAsync(Token);

        var settings = await database.WriteAsync(
            connection => (connection.QuerySingle<string>("PRAGMA journal_mode"), connection.QuerySingle<int>("PRAGMA synchronous"), connection.QuerySingle<int>("PRAGMA foreign_keys")),
            Token);

        Assert.That(settings, Is.EqualTo(("wal", 2, 1)));
    }

    [Test]
    public async Task A_reader_cannot_write()
    {
        await using var database = NewDatabase();
        await database.OpenAsync(Token);

        Assert.That(() => database.ReadAsync(connection => connection.Execute("DELETE FROM inbox"), Token), Throws.InstanceOf<SqliteException>());
        Assert.That(await database.ReadAsync(connection => connection.QuerySingle<int>("SELECT 1"), Token), Is.EqualTo(1));
    }

    [Test]
    public async Task One_piece_of_work_that_fails_takes_nothing_else_of_its_group_with_it()
    {
        await using var database = NewDatabase();
        await database.OpenAsync(Token);

        var writes = Enumerable.Range(0, 40).Select(index => database.WriteAsync(
            connection =>
            {
                var rows = connection.Execute("INSERT INTO inbox_keys (key, seen_at) VALUES (@key, '')", new { key = $"k{index}" });
                return index % 2 == 0 ? rows : throw new FormatException("odd");
            },
            Token)).ToList();
        await Task.WhenAll(writes.Select(write => write.ContinueWith(_ => { }, TaskScheduler.Default)));

        Assert.That(writes.Select(write => write.IsCompletedSuccessfully), Is.EqualTo(Enumerable.Range(0, 40).Select(index => index % 2 == 0)));
        Assert.That(await database.ReadAsync(connection => connection.QuerySingle<int>("SELECT count(*) FROM inbox_keys"), Token), Is.EqualTo(20));
    }

    [Test]
    public async Task The_trace_refuses_to_be_changed()
    {
        await using var database = NewDatabase();
        await database.OpenAsync(Token);
        await database.WriteAsync(connection => connection.Execute("INSERT INTO trace (run_id, sequence, turn, at, event) VALUES ('r', 1, 1, '', '{}')"), Token);

        Assert.That(() => database.WriteAsync(connection => connection.Execute("UPDATE trace SET event = '[]'"), Token), Throws.InstanceOf<SqliteException>().With.Message.Contains("append-only"));
    }

    [Test]
    public async Task The_document_of_a_run_written_by_the_first_schema_is_still_read()
    {
        await using var database = NewDatabase();
        await database.OpenAsync(Token);
        var document = await File.ReadAllTextAsync(Path.Combine(TestContext.CurrentContext.TestDirectory, "Storage", "run-v1.json"));
        await database.WriteAsync(
            connection => connection.Execute(
                "INSERT INTO runs VALUES ('0123456789', 'inbox:1', 1, 'Queued', '', 'C1', NULL, NULL, 'T1', 'U1', '', @document)",
                new { document }),
            Token);

        var run = await new SqliteRunStore(database, TimeProvider.System).GetAsync(Core.Ids.RunId.Parse("0123456789"), Token);

        Assert.That((run!.Repository.ToString(), run.Requester.Person.User, run.Usage.CostUsd), Is.EqualTo(("acme/widgets", "U1", 0.25m)));
    }

    [Test]
    public void A_store_that_is_used_too_early_says_so()
    {
        var inbox = new SqliteInbox(NewDatabase(), TimeProvider.System);

        Assert.That(() => inbox.CountPendingAsync(Token), Throws.InvalidOperationException.With.Message.Contains("InitializeAsync"));
    }

    public void Dispose() => _directory.Dispose();

    private SqliteDatabase NewDatabase(string? folder = null) =>
        new(Options.Create(new StorageOptions { DataDirectory = folder ?? _directory.Path }), TimeProvider.System, NullLogger<SqliteDatabase>.Instance);

    private void MakeOldDatabase()
    {
        using var old = OpenFile();
        new SqliteMigrator(TimeProvider.System).Migrate(old, [.. SqliteMigration.All.Take(2)]);
        old.Execute("INSERT INTO inbox (kind, payload, received_at, due_at) VALUES ('slack.slash_commands', '{}', '2029-01-01T00:00:00.0000000Z', '2029-01-01T00:00:00.0000000Z')");
    }

    /// <summary>As the last schema without rows left it; another run's only event is one that cannot be read.</summary>
    private void MakeDatabaseWithoutRows(TraceEntry[] entries)
    {
        const string Insert = "INSERT INTO trace (run_id, sequence, turn, at, event) VALUES (@run, @sequence, @turn, @at, @json)";
        using var old = OpenFile();
        new SqliteMigrator(TimeProvider.System).Migrate(old, [.. SqliteMigration.All.TakeWhile(step => step.Name != "trace_rows")]);
        foreach (var (index, entry) in entries.Index())
        {
            old.Execute(Insert, new { run = "0123456789", sequence = index + 1, turn = entry.Turn, at = SqliteTime.ToText(entry.At), json = TraceJson.Serialize(entry.Event) });
        }

        old.Execute(Insert, new { run = "9876543210", sequence = 1, turn = 1, at = "", json = "{" });
    }

    private SqliteConnection OpenFile()
    {
        var connection = new SqliteConnection($"Data Source={_directory.Combine("slackagents.db")};Pooling=False");
        connection.Open();
        return connection;
    }
}
