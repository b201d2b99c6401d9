using SlackAgents.Core.Ids;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Replies;
using SlackAgents.Slack.Directory;
using SlackAgents.Testing;
using SlackAgents.Tests.Slack.Fakes;

namespace SlackAgents.Tests.Slack.Directory;

[TestFixture]
internal sealed class SlackPersonDirectoryTests
{
    private static readonly PersonId Ann = new("T1", "U1");

    private readonly ManualTimeProvider _time = new();
    private FakeSlackApi _slack = new();

    [SetUp]
    public void Begin() => _slack = new FakeSlackApi();

    [TearDown]
    public void End() => _slack.Dispose();

    [TestCase("""{"id":"U1","team_id":"T1"}""", false, false)]
    [TestCase("""{"id":"U1","team_id":"T1","is_restricted":true}""", true, false)]
    [TestCase("""{"id":"U1","team_id":"T1","is_ultra_restricted":true}""", true, false)]
    [TestCase("""{"id":"U1","team_id":"T9"}""", false, true)]
    [TestCase("""{"id":"U1","team_id":"T1","is_stranger":true}""", false, true)]
    [TestCase("""{"id":"U1"}""", false, true)]
    public async Task Guests_and_strangers_are_told_apart(string user, bool guest, bool stranger)
    {
        Know(user);

        var profile = await Directory().FindPersonAsync(Ann, CancellationToken.None);

        Assert.That((profile!.IsGuest, profile.IsStranger), Is.EqualTo((guest, stranger)));
    }

    [Test]
    public async Task An_answer_is_good_for_five_minutes()
    {
        Know("""{"id":"U1","team_id":"T1"}""");
        var directory = Directory();
        await directory.FindPersonAsync(Ann, CancellationToken.None);
        await directory.FindPersonAsync(Ann, CancellationToken.None);
        var cached = _slack.CountOf("users.info");
        _time.Advance(TimeSpan.FromMinutes(6));
        _slack.On("users.info", """{"ok":true,"user":{"id":"U1","team_id":"T1","is_restricted":true}}""");

        var profile = await directory.FindPersonAsync(Ann, CancellationToken.None);

        Assert.That((cached, profile!.IsGuest), Is.EqualTo((1, true)));
    }

    [Test]
    public async Task A_persons_id_stands_for_their_direct_messages()
    {
        _slack.On("conversations.open", """{"ok":true,"channel":{"id":"D1"}}""").On("conversations.info", """{"ok":true,"channel":{"id":"D1","is_im":true}}""");

        var profile = await Directory().FindChannelAsync("U1", CancellationToken.None);

        Assert.That((profile!.Id, profile.IsDirectMessage), Is.EqualTo(("D1", true)));
    }

    [Test]
    public async Task Somebody_unknown_is_null()
    {
        _slack.On("auth.test", """{"ok":true,"team_id":"T1","user_id":"UBOT"}""").Fails("users.info", "user_not_found");

        Assert.That(await Directory().FindPersonAsync(Ann, CancellationToken.None), Is.Null);
    }

    [Test]
    public void An_answer_that_does_not_come_is_an_exception_and_not_a_yes()
    {
        _slack.On("auth.test", """{"ok":true,"team_id":"T1","user_id":"UBOT"}""").Fails("users.info", "missing_scope");

        Assert.That(() => Directory().FindPersonAsync(Ann, CancellationToken.None), Throws.InstanceOf<ReplyException>());
    }

    [TestCase("""{"id":"C1","is_ext_shared":true}""", true)]
    [TestCase("""{"id":"C1","is_pending_ext_shared":true}""", true)]
    [TestCase("""{"id":"C1","is_shared":true,"is_org_shared":true}""", false)]
    [TestCase("""{"id":"C1","is_shared":true}""", true)]
    [TestCase("""{"id":"C1"}""", false)]
    public async Task A_channel_shared_with_outsiders_is_external(string channel, bool external)
    {
        _slack.On("conversations.info", $$"""{"ok":true,"channel":{{channel}} }""");

        Assert.That((await Directory().FindChannelAsync("C1", CancellationToken.None))!.IsExternal, Is.EqualTo(external));
    }

    [Test]
    public async Task A_direct_message_with_the_bot_is_neither_external_nor_archived()
    {
        _slack.On("conversations.info", """{"ok":true,"channel":{"id":"D1","is_im":true,"user":"U1"} }""");

        var profile = await Directory().FindChannelAsync("D1", CancellationToken.None);

        Assert.That(profile, Is.EqualTo(new ChannelProfile("D1", "direct message", IsPrivate: true, IsDirectMessage: true, IsExternal: false, IsMember: true, IsArchived: false)));
    }

    [Test]
    public async Task A_direct_message_between_two_others_is_not_seen()
    {
        _slack.Fails("conversations.info", "channel_not_found");

        Assert.That(await Directory().FindChannelAsync("D2", CancellationToken.None), Is.Null);
    }

    private void Know(string user) =>
        _slack.On("auth.test", """{"ok":true,"team_id":"T1","user_id":"UBOT"}""").On("users.info", $$"""{"ok":true,"user":{{user}} }""");

    private SlackPersonDirectory Directory()
    {
        return new SlackPersonDirectory(_slack.CreateClients(), _time);
    }
}
