using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using SlackAgents.Core.Documents;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Inbox;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Runs.Listing;
using SlackAgents.Core.Traces;
using SlackAgents.Storage;

namespace SlackAgents.Testing.Storage;

/// <summary>The real stores on a file of their own, registered as the host registers them.</summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    private const string FileName = "slackagents.db";

    private readonly TempDirectory _directory;
    private readonly TimeProvider _time;
    private ServiceProvider _services;

    private TestDatabase(TempDirectory directory, TimeProvider time, ServiceProvider services)
    {
        _directory = directory;
        _time = time;
        _services = services;
    }

    public IInbox Inbox => _services.GetRequiredService<IInbox>();

    public IRunStore Runs => _services.GetRequiredService<IRunStore>();

    public IRunList RunList => _services.GetRequiredService<IRunList>();

    public IOutbox Outbox => _services.GetRequiredService<IOutbox>();

    public ITraceStore Traces => _services.GetRequiredService<ITraceStore>();

    public IDocumentStore Documents => _services.GetRequiredService<IDocumentStore>();

    public InstanceStore Instances => _services.GetRequiredService<InstanceStore>();

    public InstanceId Instance { get; private set; } = new("not initialised");

    /// <summary>The data directory.</summary>
    public string Path => _directory.Path;

    /// <summary>Opens a new, empty database. <paramref name="time"/>: a <see cref="Time.ManualTimeProvider"/>, or null for the clock.</summary>
    public static Task<TestDatabase> CreateAsync(TimeProvider? time = null) =>
        CreateAsync(new TempDirectory(), time ?? TimeProvider.System);

    /// <summary>Ends and starts again, as a host does.</summary>
    public async Task RestartAsync()
    {
        await _services.DisposeAsync();
        _services = Build(_directory, _time);
        await InitializeAsync();
    }

    /// <summary>
    /// A second database from the files as they lie on the disk at this moment, while the first goes on: what another
    /// process would find had this one been killed now.
    /// </summary>
    public async Task<TestDatabase> OpenAsIfKilledNowAsync()
    {
        var copy = new TempDirectory();
        await using (var reader = new SqliteConnection($"Data Source={_directory.Combine(FileName)};Pooling=False"))
        {
            // An open read keeps the log from being started over between the two copies, which no kill could do either.
            await reader.OpenAsync();
            await using var snapshot = reader.BeginTransaction(deferred: true);
            await using var command = reader.CreateCommand();
            command.CommandText = "SELECT count(*) FROM schema_version";
            await command.ExecuteScalarAsync();
            foreach (var name in new[] { FileName, FileName + "-wal" })
            {
                File.Copy(_directory.Combine(name), copy.Combine(name));
            }
        }

        return await CreateAsync(copy, _time);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _directory.Dispose();
    }

    private static async Task<TestDatabase> CreateAsync(TempDirectory directory, TimeProvider time)
    {
        var database = new TestDatabase(directory, time, Build(directory, time));
        await database.InitializeAsync();
        return database;
    }

    private async Task InitializeAsync() =>
        Instance = await _services.GetRequiredService<StorageInitializer>().InitializeAsync(CancellationToken.None);

    private static ServiceProvider Build(TempDirectory directory, TimeProvider time)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal) { ["DataDirectory"] = directory.Path })
            .Build();
        return new ServiceCollection()
            .AddLogging()
            .AddSingleton<IConfiguration>(configuration)
            .AddSingleton(time)
            .AddStorage()
            .BuildServiceProvider(validateScopes: true);
    }
}
