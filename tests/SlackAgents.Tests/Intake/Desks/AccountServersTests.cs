using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Desks;
using SlackAgents.Core.Intake.Grammar;
using SlackAgents.Core.Intake.Requests;
using SlackAgents.Core.Policies.Accounts;
using SlackAgents.Core.Replies;
using SlackAgents.Testing.Fakes;

namespace SlackAgents.Tests.Intake.Desks;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class AccountServersTests
{
    private CoreDriver _core = null!;

    [SetUp]
    public async Task SetUpAsync() => _core = await CoreDriver.StartNewAsync();

    [TearDown]
    public async Task TearDownAsync() => await _core.DisposeAsync();

    [Test]
    public async Task Linking_is_answered_in_private_with_a_page_of_ones_own()
    {
        await ServeAsync(new AgentCommand.Link(Undo: false));

        await _core.PrivateWordAsync("Open the page");
        var button = _core.Slack.Private.Single().Content.Parts.OfType<Buttons>().Single().Items.Single();
        var invitation = await _core.Get<LinkInvitations>().FindAsync(button.Url!.Query["?state=".Length..], CancellationToken.None);
        Assert.That(invitation?.Person, Is.EqualTo(_core.Ada));
    }

    [Test]
    public async Task Where_accounts_cannot_be_linked_the_missing_setting_is_named()
    {
        _core.Accounts.MissingSettings = ["GitHub:ClientId", "GitHub:ClientSecret"];

        await ServeAsync(new AgentCommand.Link(Undo: false));

        await _core.PrivateWordAsync("GitHub:ClientId and GitHub:ClientSecret are not set");
    }

    [Test]
    public async Task A_link_is_undone_by_its_person()
    {
        await _core.Get<IIdentityLinks>().LinkAsync(_core.Ada, new GitHubAccount(1, "octocat"), CancellationToken.None);

        await ServeAsync(new AgentCommand.Link(Undo: true));

        await _core.PrivateWordAsync("octocat is no longer linked");
        Assert.That(await _core.Get<IIdentityLinks>().FindAsync(_core.Ada, CancellationToken.None), Is.Null);
    }

    [Test]
    public async Task A_token_is_shown_once_in_private_and_is_not_in_the_outbox()
    {
        await ServeAsync(new AgentCommand.ApiToken(Revoke: false));

        var words = await _core.PrivateWordAsync("Your token for the API");
        var token = words.Split('`')[1];
        var stored = await _core.Database.Outbox.FindAsync("inbox:1/answer", CancellationToken.None);
        Assert.That(await _core.Get<ApiTokens>().FindAsync(token, CancellationToken.None), Is.EqualTo(_core.Ada));
        Assert.That(stored, Is.Null);
    }

    [Test]
    public async Task Tokens_are_revoked_on_a_word()
    {
        var token = (await _core.Get<ApiTokens>().IssueAsync(_core.Ada, "inbox:0", CancellationToken.None))!.Value.Token;

        await ServeAsync(new AgentCommand.ApiToken(Revoke: true));

        await _core.PrivateWordAsync("1 token of yours was revoked");
        Assert.That(await _core.Get<ApiTokens>().FindAsync(token, CancellationToken.None), Is.Null);
    }

    private Task ServeAsync(AgentCommand command)
    {
        var invocation = new CommandInvocation("inbox:1", _core.Ada, _core.Channel, null, null, "link", null, CoreDriver.Now);
        var address = new PrivateAddress(_core.Ada, _core.Channel, null, null);
        return _core.Get<IEnumerable<ICommandServer>>().Single(server => server.Serves == command.GetType())
            .ServeAsync(command, invocation, new Requester(_core.Ada, "Ada"), address, CancellationToken.None);
    }
}
