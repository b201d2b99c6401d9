using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Replies;
using SlackAgents.Slack.Api;
using SlackAgents.Slack.Directory;
using SlackAgents.Slack.Forms;
using SlackAgents.Slack.Installations;
using SlackAgents.Slack.Intake;
using SlackAgents.Slack.Pacing;
using SlackAgents.Slack.Replies;
using SlackAgents.Tests.Slack.Fakes;

namespace SlackAgents.Tests.Slack.Installations;

/// <summary>Whatever is asked or said goes with the token of the workspace that it is about.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class WorkspaceTokensTests : IDisposable
{
    private static readonly string Second = "xoxb" + "-second-workspace";
    private static readonly string Third = "xoxb" + "-third-workspace";

    private readonly FakeSlackApi _slack = new();
    private readonly FakeWorkspaces _host;

    public WorkspaceTokensTests()
    {
        _host = new FakeWorkspaces(_slack);
        _slack.Unscripted = request => request.Method != "auth.test" ? null : Answer(request.Token == Second ? "T2" : request.Token == Third ? "T3" : "T1");
    }

    public void Dispose()
    {
        _host.Dispose();
        _slack.Dispose();
    }

    [Test]
    public async Task With_one_workspace_everything_goes_with_the_configured_token_and_nothing_is_written_down()
    {
        await HearAsync("T1", "C1", "U1");
        await PostAsync("C1");

        Assert.That(TokenOf("chat.postMessage"), Is.EqualTo(FakeSlackApi.BotToken));
        Assert.That(_host.Documents.All, Is.Empty);
    }

    [Test]
    public async Task A_channel_is_answered_with_the_token_of_the_workspace_it_was_heard_in()
    {
        await InstallAsync("T2", Second);
        await HearAsync("T2", "C2", "U2");
        await PostAsync("C2");
        await PostAsync("C1");

        Assert.That(_slack.Requests.Where(request => request.Method == "chat.postMessage").Select(request => request.Token), Is.EqualTo(new[] { Second, FakeSlackApi.BotToken }));
    }

    [Test]
    public async Task Whose_channel_it_is_is_known_after_a_restart()
    {
        await InstallAsync("T2", Second);
        await HearAsync("T2", "C2", "U2");
        using var restarted = new FakeWorkspaces(_slack, documents: _host.Documents);

        await (await restarted.Clients.OfChannelAsync("C2", CancellationToken.None)).Auth.TestAsync(CancellationToken.None);

        Assert.That(TokenOf("auth.test"), Is.EqualTo(Second));
    }

    [Test]
    public async Task A_shared_channel_stays_with_the_workspace_that_was_first_until_that_one_is_gone()
    {
        await InstallAsync("T2", Second);
        await InstallAsync("T3", Third);
        await HearAsync("T2", "C2", "U2");
        await HearAsync("T3", "C2", "U3");
        var first = await _host.Channels.FindAsync("C2", CancellationToken.None);
        await _host.Installations.EndAsync("T2", TimeProvider.System.GetUtcNow().AddHours(1), CancellationToken.None);
        using var restarted = new FakeWorkspaces(_slack, documents: _host.Documents);
        await restarted.Channels.RecordAsync(Heard("T3", "C2", "U3", "T3"), CancellationToken.None);

        Assert.That(first, Is.EqualTo("T2"));
        Assert.That(await restarted.Channels.FindAsync("C2", CancellationToken.None), Is.EqualTo("T3"));
    }

    [Test]
    public async Task A_guest_in_a_shared_channel_keeps_their_own_workspace()
    {
        await InstallAsync("T2", Second);
        await _host.Channels.RecordAsync(Heard("T2", "C2", "U1", personTeam: "T1"), CancellationToken.None);

        Assert.That(await _host.Channels.FindAsync("C2", CancellationToken.None), Is.EqualTo("T2"));
        Assert.That(await _host.Channels.FindAsync("U1", CancellationToken.None), Is.Null);
    }

    [Test]
    public async Task People_views_and_home_go_with_the_token_of_the_persons_workspace()
    {
        await InstallAsync("T2", Second);
        _slack.On("auth.test", """{"ok":true,"team_id":"T2","user_id":"UBOT2"}""").On("users.info", """{"ok":true,"user":{"id":"U2","team_id":"T2","name":"clara"}}""");
        var directory = new SlackPersonDirectory(_host.Clients, TimeProvider.System);

        var person = await directory.FindPersonAsync(new PersonId("T2", "U2"), CancellationToken.None);
        await new SlackFormChannel(_host.Clients).PublishHomeAsync(new PersonId("T2", "U2"), new ReplyContent("Home", [new Paragraph("Home")]), CancellationToken.None);

        Assert.That(person!.IsStranger, Is.False);
        Assert.That((TokenOf("users.info"), TokenOf("views.publish")), Is.EqualTo((Second, Second)));
    }

    [Test]
    public async Task A_channels_home_is_its_workspace_also_when_the_app_is_no_longer_there()
    {
        await InstallAsync("T2", Second);
        await HearAsync("T2", "C2", "U2");
        await _host.Installations.EndAsync("T2", TimeProvider.System.GetUtcNow().AddHours(1), CancellationToken.None);
        var directory = new SlackPersonDirectory(_host.Clients, TimeProvider.System);

        Assert.That((await directory.GetHomeTeamAsync("C2", CancellationToken.None), await directory.GetHomeTeamAsync("C1", CancellationToken.None)), Is.EqualTo(("T2", "T1")));
    }

    [Test]
    public async Task Nothing_goes_to_a_workspace_that_removed_the_app()
    {
        await InstallAsync("T2", Second);
        await HearAsync("T2", "C2", "U2");
        await _host.Installations.EndAsync("T2", TimeProvider.System.GetUtcNow().AddHours(1), CancellationToken.None);

        var refused = Assert.ThrowsAsync<SlackException>(() => PostAsync("C2"));

        Assert.That(ReplyFailureMapping.Map(refused!).Failure, Is.EqualTo(ReplyFailure.Gone));
        Assert.That(_slack.CountOf("chat.postMessage"), Is.Zero);
    }

    [Test]
    public async Task A_token_that_Slack_takes_no_more_is_known_until_it_takes_it_again()
    {
        await InstallAsync("T2", Second);
        var client = await _host.Clients.OfTeamAsync("T2", CancellationToken.None);
        _slack.Fails("auth.test", "token_revoked");

        Assert.ThrowsAsync<SlackException>(() => client.Auth.TestAsync(CancellationToken.None));
        var dead = _host.Clients.Used.Select(one => (one.Team, one.Client.Web.DeadBecause)).ToList();
        await client.Auth.TestAsync(CancellationToken.None);

        Assert.That(dead, Is.EquivalentTo(new (string?, string?)[] { (null, null), ("T2", "token_revoked") }));
        Assert.That(client.Web.DeadBecause, Is.Null);
    }

    [Test]
    public async Task Each_workspace_has_its_own_pace()
    {
        await InstallAsync("T2", Second);
        var pacers = new ReplyPacers(() => new ReplyPacer(TimeProvider.System));
        var second = await _host.Clients.OfTeamAsync("T2", CancellationToken.None);

        Assert.That(pacers.Of(second), Is.SameAs(pacers.Of(await _host.Clients.OfTeamAsync("T2", CancellationToken.None))));
        Assert.That(pacers.Of(second), Is.Not.SameAs(pacers.Of(_host.Configured)));
    }

    private static HttpResponseMessage Answer(string team) => new() { Content = new StringContent($$"""{"ok":true,"team_id":"{{team}}","user_id":"UBOT"}""") };

    private static JsonElement Heard(string team, string channel, string user, string personTeam) => JsonDocument.Parse($$"""
        {"type":"event_callback","team_id":"{{team}}","event_id":"Ev1","event":{"type":"app_mention","user":"{{user}}","user_team":"{{personTeam}}","channel":"{{channel}}","ts":"1.1","text":"hi"},
         "authorizations":[{"team_id":"{{team}}","user_id":"UBOT","is_bot":true}]}
        """).RootElement.Clone();

    /// <summary>As both transports do it.</summary>
    private Task<IntakeAnswer> HearAsync(string team, string channel, string user) => new MemoryInbox().Intake(channels: _host.Channels).TakeAsync("events_api", Heard(team, channel, user, team), CancellationToken.None);

    private Task<bool> InstallAsync(string team, string token) => _host.Installations.PutAsync(new Installation { Team = team, InstalledAt = TimeProvider.System.GetUtcNow() }, token, CancellationToken.None);

    private Task<string> PostAsync(string channel) =>
        new PacedCalls(_host.Clients, new ReplyPacers(() => new ReplyPacer(TimeProvider.System)), NullLogger<PacedCalls>.Instance)
            .PostAsync(new Message { Channel = channel, Text = "hello" }, OutboxPriority.Normal, CancellationToken.None);

    private string? TokenOf(string method) => _slack.Requests.Last(request => request.Method == method).Token;
}
