using Microsoft.Extensions.Logging.Abstractions;
using SlackAgents.Core.Intake.Inbox;
using SlackAgents.Core.Reasons;
using SlackAgents.Core.Runs;
using SlackAgents.Slack.Installations;
using SlackAgents.Testing.Fakes;
using SlackAgents.Tests.Slack.Fakes;

namespace SlackAgents.Tests.Slack.Installations;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class InstallationEndedTests : IDisposable
{
    private static readonly string Token = "xoxb" + "-second-workspace";
    private static readonly DateTimeOffset At = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly FakeSlackApi _slack = new();
    private readonly FakeWorkspaces _host;

    public InstallationEndedTests() => _host = new FakeWorkspaces(_slack);

    public void Dispose()
    {
        _host.Dispose();
        _slack.Dispose();
    }

    [TestCase("app_uninstalled", "tokens_revoked")]
    [TestCase("tokens_revoked", "app_uninstalled")]
    public async Task Whichever_event_comes_first_the_token_is_forgotten_and_what_runs_is_stopped(string first, string second)
    {
        await using var core = await CoreDriver.StartNewAsync(driver => driver.Engine.Agent = Agents.WorkForEverAsync);
        await InstallAsync();
        await _host.Channels.RecordAsync(Heard(core.Channel), CancellationToken.None);
        var run = await core.AskAsync();
        await core.WhenAsync(run.Id, RunState.Running);

        await HandleAsync(core, "T2", first);
        await HandleAsync(core, "T2", second);
        var stopped = await core.WhenAsync(run.Id, RunState.Stopped);

        Assert.That((stopped.Reason, stopped.ReasonDetail), Is.EqualTo((ReasonCode.ChannelUnreachable, InstallationEndedHandler.Sentence)));
        Assert.That(await _host.Installations.FindTokenAsync("T2", CancellationToken.None), Is.Null);
    }

    [Test]
    public async Task The_runs_of_other_workspaces_go_on()
    {
        await using var core = await CoreDriver.StartNewAsync(driver => driver.Engine.Agent = Agents.WorkForEverAsync);
        await InstallAsync();
        var run = await core.AskAsync();
        await core.WhenAsync(run.Id, RunState.Running);

        await HandleAsync(core, "T2", "app_uninstalled");

        Assert.That((await core.ReadAsync(run.Id)).State, Is.EqualTo(RunState.Running));
    }

    [Test]
    public async Task The_token_of_one_person_is_not_the_bots()
    {
        await using var core = await CoreDriver.StartNewAsync();
        await InstallAsync();

        await HandleAsync(core, "T2", "tokens_revoked", """ "tokens":{"oauth":["U2"],"bot":[]} """);

        Assert.That(await _host.Installations.FindTokenAsync("T2", CancellationToken.None), Is.EqualTo(Token));
    }

    [Test]
    public async Task The_configured_workspace_is_no_longer_served_either()
    {
        await using var core = await CoreDriver.StartNewAsync();

        await HandleAsync(core, "T1", "app_uninstalled");

        Assert.That(async () => await _host.Clients.OfChannelAsync("C1", CancellationToken.None), Throws.Exception.With.Property("ErrorCode").EqualTo("installation_ended"));
    }

    [Test]
    public async Task The_end_in_a_workspace_that_is_not_ours_ends_nothing()
    {
        await using var core = await CoreDriver.StartNewAsync();

        await HandleAsync(core, "T9", "app_uninstalled");

        Assert.That(await _host.Clients.OfChannelAsync("C1", CancellationToken.None), Is.SameAs(_host.Configured));
        Assert.That(await _host.Installations.HasEndedAsync("T9", CancellationToken.None), Is.False);
    }

    private static System.Text.Json.JsonElement Heard(string channel) => System.Text.Json.JsonDocument.Parse($$"""{"team_id":"T2","channel_id":"{{channel}}"}""").RootElement.Clone();

    private Task<bool> InstallAsync() => _host.Installations.PutAsync(new Installation { Team = "T2", InstalledAt = At }, Token, CancellationToken.None);

    private Task HandleAsync(CoreDriver core, string team, string type, string rest = """ "tokens":{"bot":["UBOT"]} """)
    {
        var handler = new InstallationEndedHandler(
            _host.Installations, _host.Configured, _host.Clients, core.Get<IRunStore>(), core.Get<RunStops>(), NullLogger<InstallationEndedHandler>.Instance);
        var payload = $$"""{"type":"event_callback","team_id":"{{team}}","event_id":"Ev1","event_time":{{At.AddMinutes(1).ToUnixTimeSeconds()}},"event":{"type":"{{type}}",{{rest}} } }""";
        return handler.HandleAsync(new InboxEntry(1, InboxKinds.InstallationEnded, payload, At.AddMinutes(1), Attempts: 0), CancellationToken.None);
    }
}
