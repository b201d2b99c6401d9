using SlackAgents.Testing.Storage;

namespace SlackAgents.IntegrationTests.Storage;

[TestFixture]
internal sealed class SqliteInboxTests : InboxContract
{
    protected override Task<TestDatabase> OpenAsync(TimeProvider time) => TestDatabase.CreateAsync(time);
}

[TestFixture]
internal sealed class SqliteRunStoreTests : RunStoreContract
{
    protected override Task<TestDatabase> OpenAsync(TimeProvider time) => TestDatabase.CreateAsync(time);
}

[TestFixture]
internal sealed class SqliteRunListTests : RunListContract
{
    protected override Task<TestDatabase> OpenAsync(TimeProvider time) => TestDatabase.CreateAsync(time);
}

[TestFixture]
internal sealed class SqliteOutboxTests : OutboxContract
{
    protected override Task<TestDatabase> OpenAsync(TimeProvider time) => TestDatabase.CreateAsync(time);
}

[TestFixture]
internal sealed class SqliteTraceStoreTests : TraceStoreContract
{
    protected override Task<TestDatabase> OpenAsync(TimeProvider time) => TestDatabase.CreateAsync(time);
}

[TestFixture]
internal sealed class SqliteDocumentStoreTests : DocumentStoreContract
{
    protected override Task<TestDatabase> OpenAsync(TimeProvider time) => TestDatabase.CreateAsync(time);
}
