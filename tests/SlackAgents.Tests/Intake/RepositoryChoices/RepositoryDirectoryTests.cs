using Microsoft.Extensions.Logging.Abstractions;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.RepositoryChoices;
using SlackAgents.Core.Intake.Requests;
using SlackAgents.Core.Repositories;
using SlackAgents.Testing;
using SlackAgents.Testing.Fakes;
using SlackAgents.Testing.Time;

namespace SlackAgents.Tests.Intake.RepositoryChoices;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class RepositoryDirectoryTests : IDisposable
{
    private readonly TempDirectory _files = new();
    private readonly Testing.Time.ManualTimeProvider _time = new();
    private FakeHost _host = null!;
    private RepositoryDirectory _directory = null!;

    [SetUp]
    public void SetUp()
    {
        _host = new FakeHost(_files.Combine("host.git"));
        _directory = new RepositoryDirectory(_host, _time, NullLogger<RepositoryDirectory>.Instance);
    }

    [TearDown]
    public Task TearDownAsync() => _directory.StopAsync(CancellationToken.None);

    public void Dispose()
    {
        _directory.Dispose();
        _files.Dispose();
    }

    [Test]
    public async Task A_host_that_does_not_answer_makes_nobody_wait_and_is_asked_again()
    {
        var asked = 0;
        _host.Before = async (_, cancellationToken) =>
        {
            if (Interlocked.Increment(ref asked) == 1)
            {
                await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
            }
        };
        await _directory.StartAsync(CancellationToken.None);
        await Eventually.IsTrueAsync(() => asked == 1);

        Assert.That((_directory.Known.IsEmpty, _directory.HasAnswer), Is.EqualTo((true, false)));
        await Eventually.IsTrueAsync(() =>
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            return _directory.HasAnswer;
        });
    }

    [Test]
    public async Task While_the_host_fails_the_last_list_stays()
    {
        await _directory.StartAsync(CancellationToken.None);
        await Eventually.IsTrueAsync(() => _directory.HasAnswer);
        var failed = 0;
        _host.Before = (_, _) =>
        {
            Interlocked.Increment(ref failed);
            throw new RepositoryException(RepositoryFailure.Unavailable, "down");
        };

        await AdvanceUntilAsync(() => failed > 1);

        Assert.That(_directory.Known.All, Is.EqualTo(new[] { RepositoryName.Parse("acme/widgets") }));
    }

    [Test]
    public async Task What_is_new_is_there_soon_after_somebody_asked_for_it()
    {
        var asked = 0;
        _host.Before = (_, _) =>
        {
            Interlocked.Increment(ref asked);
            return Task.CompletedTask;
        };
        await _directory.StartAsync(CancellationToken.None);
        await Eventually.IsTrueAsync(() => _directory.HasAnswer && _time.ArmedTimers > 0);
        _host.Repositories = ["acme/widgets", "acme/new"];

        _directory.Refresh();
        _time.Advance(TimeSpan.FromSeconds(20));

        await Eventually.IsTrueAsync(() => _directory.Known.All.Count == 2);
        Assert.That(asked, Is.EqualTo(2));
    }

    [TestCase("", "acme/used,acme/aa,acme/bb-tool,acme/tool,beta/tool")]
    [TestCase("tool", "acme/tool,beta/tool,acme/bb-tool")]
    [TestCase("BETA", "beta/tool")]
    [TestCase("acme/t", "acme/tool")]
    [TestCase("bb ac", "acme/bb-tool")]
    [TestCase("zzz", "")]
    public async Task Choices_come_by_how_well_they_fit_and_then_by_use(string typed, string expected)
    {
        await using var core = await CoreDriver.StartNewAsync(driver =>
        {
            driver.Limits.MaxConcurrent = 1;
            driver.Host.Repositories = ["beta/tool", "acme/tool", "acme/bb-tool", "acme/aa", "acme/used", $"acme/{new string('x', 80)}"];
        });
        await Eventually.IsTrueAsync(() => core.Get<RepositoryDirectory>().HasAnswer);
        await core.AskAsync("repo=acme/used fix it");

        var choices = await core.Get<SlackAgents.Core.Intake.IInstantAnswers>().SuggestAsync(new ChoiceQuery(core.Ada, "repository", typed, null), CancellationToken.None);

        Assert.That(string.Join(',', choices.Select(choice => choice.Value)), Is.EqualTo(expected));
    }

    private Task AdvanceUntilAsync(Func<bool> condition) => Eventually.IsTrueAsync(() =>
    {
        _time.Advance(TimeSpan.FromMinutes(1));
        return condition();
    });
}
