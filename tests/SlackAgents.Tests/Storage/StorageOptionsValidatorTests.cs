using SlackAgents.Storage;

namespace SlackAgents.Tests.Storage;

[TestFixture]
internal sealed class StorageOptionsValidatorTests
{
    [Test]
    public void The_defaults_are_valid() => Assert.That(Validate(new StorageOptions()), Is.Empty);

    [Test]
    public void A_file_of_ones_own_is_valid() =>
        Assert.That(Validate(new StorageOptions { Provider = "sqlite", ConnectionString = "Data Source=/var/lib/x/agents.db" }), Is.Empty);

    [TestCase("Postgres", null, "Storage:Provider is Postgres, which this version does not support yet. Set it to Sqlite, or leave it out.")]
    [TestCase("Oracle", null, "Storage:Provider is 'Oracle'. Set it to Sqlite, or leave it out.")]
    [TestCase("Sqlite", "Data Source=:memory:", "Storage:ConnectionString must name a file (Data Source=/path/slackagents.db): a database in memory is lost with the process.")]
    [TestCase("Sqlite", "Cache=Shared", "Storage:ConnectionString must name a file (Data Source=/path/slackagents.db): a database in memory is lost with the process.")]
    public void What_cannot_work_is_named_with_its_key(string provider, string? connectionString, string expected) =>
        Assert.That(Validate(new StorageOptions { Provider = provider, ConnectionString = connectionString }), Is.EqualTo(new[] { expected }));

    [Test]
    public void A_connection_string_that_cannot_be_read_is_not_repeated()
    {
        var errors = Validate(new StorageOptions { ConnectionString = "Host=db;Pass" + "word=hunter2" });

        Assert.That(errors.Single(), Does.StartWith("Storage:ConnectionString cannot be read").And.Not.Contain("hunter2"));
    }

    [Test]
    public void All_errors_come_at_once() =>
        Assert.That(Validate(new StorageOptions { DataDirectory = " ", Provider = "x" }), Has.Count.EqualTo(2));

    private static List<string> Validate(StorageOptions options) =>
        [.. new StorageOptionsValidator().Validate(null, options).Failures ?? []];
}
