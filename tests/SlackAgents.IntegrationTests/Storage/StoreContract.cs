using SlackAgents.Testing.Storage;
using SlackAgents.Testing.Time;

namespace SlackAgents.IntegrationTests.Storage;

/// <summary>What every contract suite stands on: an empty database and a clock that the test moves.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal abstract class StoreContract
{
    /// <summary>The stores under test; a fixture for each kind of database says which.</summary>
    protected TestDatabase Database { get; private set; } = null!;

    protected ManualTimeProvider Time { get; } = new();

    protected static CancellationToken Token => TestContext.CurrentContext.CancellationToken;

    [SetUp]
    public async Task OpenDatabaseAsync() => Database = await OpenAsync(Time);

    [TearDown]
    public async Task DisposeDatabaseAsync() => await Database.DisposeAsync();

    protected abstract Task<TestDatabase> OpenAsync(TimeProvider time);
}
