using Dapper;
using Microsoft.Data.Sqlite;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Runs.Listing;
using SlackAgents.Storage.Sqlite;
using SlackAgents.Testing.Data;

namespace SlackAgents.IntegrationTests.Storage;

/// <summary>Which index answers which question: without it, a page of a long list costs a walk over all of it.</summary>
internal sealed class SqliteRunListPlanTests : IDisposable
{
    private static readonly RunListQuery Everything = new() { Limit = 50 };

    private readonly SqliteConnection _connection = new("Data Source=:memory:");

    [OneTimeSetUp]
    public void SetUp()
    {
        _connection.Open();
        TraceRowFunctions.AddTo(_connection);
        new SqliteMigrator(TimeProvider.System).Migrate(_connection, SqliteMigration.All);
    }

    [OneTimeTearDown]
    public void TearDown() => Dispose();

    /// <summary>What is sorted is the page, not the list.</summary>
    [Test]
    public void The_newest_are_found_by_their_time()
    {
        Assert.That(Plan(Everything), Does.Contain("INDEX runs_created"));
        Assert.That(Plan(Everything).Split("TEMP B-TREE FOR ORDER BY"), Has.Length.EqualTo(2));
    }

    [Test]
    public void One_state_is_found_by_its_index() => Assert.That(Plan(Everything with { States = [RunState.Failed] }), Does.Contain("runs_state_created"));

    [Test]
    public void A_persons_runs_are_found_by_their_index() => Assert.That(Plan(Everything with { Person = Some.Person() }), Does.Contain("runs_requester"));

    [Test]
    public void A_channels_runs_are_found_by_their_index() => Assert.That(Plan(Everything with { Channel = "C1" }), Does.Contain("runs_channel_created"));

    [Test]
    public void A_repositorys_runs_are_found_by_their_index() => Assert.That(Plan(Everything with { Repository = RepositoryName.Parse("acme/widgets") }), Does.Contain("runs_repository_created"));

    [Test]
    public void Words_are_looked_for_in_their_index_whatever_else_is_asked() =>
        Assert.That(Plan(Everything with { Words = "login", States = [RunState.Failed], Channel = "C1" }), Does.Contain("runs_words"));

    public void Dispose() => _connection.Dispose();

    private string Plan(RunListQuery query)
    {
        var (sql, parameters) = SqliteRunList.Compose(query);
        return string.Join('\n', _connection.Query<(int Id, int Parent, int Unused, string Detail)>($"EXPLAIN QUERY PLAN {sql}", parameters).Select(step => step.Detail));
    }
}
