using SlackAgents.Core.Policies;
using SlackAgents.Core.Replies;
using SlackAgents.Testing.Fakes;

namespace SlackAgents.Tests.Policies;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class AccessPolicyTests
{
    private static readonly string[] Everybody = ["member", "requester", "operator", "writer", "reader", "maintainer", "named", "guest", "bot", "gone", "external"];

    private AccessBench _bench = null!;

    [SetUp]
    public async Task SetUpAsync() => _bench = await AccessBench.StartAsync();

    [TearDown]
    public async Task TearDownAsync() => await _bench.DisposeAsync();

    [TestCase(AccessAction.Start, "member requester operator writer reader maintainer named")]
    [TestCase(AccessAction.Steer, "member requester operator writer reader maintainer named")]
    [TestCase(AccessAction.See, "member requester operator writer reader maintainer named")]
    [TestCase(AccessAction.Configure, "member requester operator writer reader maintainer named")]
    [TestCase(AccessAction.Control, "requester operator")]
    [TestCase(AccessAction.Approve, "operator writer maintainer")]
    public async Task Without_rules_members_work_and_those_who_answer_for_it_decide(AccessAction action, string allowed) =>
        Assert.That(await AllowedAsync(action), Is.EqualTo(allowed.Split(' ')));

    [Test]
    public async Task In_a_channel_of_another_workspace_even_an_operator_is_a_stranger()
    {
        _bench.People.HomeOf = channel => channel == AccessBench.Open ? "T0SECOND" : FakePeople.Home;

        Assert.That(await AllowedAsync(AccessAction.Start), Is.Empty);
    }

    [Test]
    public async Task A_run_of_another_workspace_is_out_of_reach_even_for_an_operator()
    {
        _bench.People.HomeOf = channel => channel == AccessBench.Closed ? "T0SECOND" : FakePeople.Home;
        var decision = await _bench.DecideAsync("operator", AccessAction.See, AccessBench.Open, runChannel: AccessBench.Closed);

        Assert.That((decision.Allowed, decision.Sentence), Is.EqualTo((false, "This run belongs to another workspace; nobody reaches it from here. Ask there.")));
    }

    [Test]
    public async Task While_nobody_can_link_an_account_a_change_is_approved_by_its_requester_or_an_operator()
    {
        _bench.Accounts.MissingSettings = ["GitHub:ClientId"];

        Assert.That(await AllowedAsync(AccessAction.Approve), Is.EqualTo(new[] { "requester", "operator" }));
    }

    [TestCase("member", "member requester operator writer reader maintainer named")]
    [TestCase("guest", "guest")]
    [TestCase("external", "external")]
    [TestCase("requester", "requester")]
    [TestCase("operator", "operator")]
    [TestCase("writer", "writer maintainer")]
    [TestCase("admin", "maintainer")]
    [TestCase("Writer", "writer maintainer")]
    [TestCase("U0NAMED", "named")]
    [TestCase("T0OTHER/U0EXTERNAL", "external")]
    [TestCase("U0EXTERNAL", "")]
    [TestCase("nobody", "")]
    [TestCase("guest U0NAMED", "named guest")]
    public async Task Each_word_of_a_rule_means_these_people(string words, string allowed)
    {
        _bench.Options.AllowExternalChannels = true;
        _bench.Rule(rule => Add(rule.Steer, words));

        Assert.That(await AllowedAsync(AccessAction.Steer, AccessBench.Shared), Is.EqualTo(allowed.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
    }

    [Test]
    public async Task The_first_rule_about_the_place_and_the_action_decides()
    {
        _bench.Rule(rule =>
        {
            rule.Channels.Add(AccessBench.Closed);
            rule.Control.Add(AccessWord.Nobody);
        });
        _bench.Rule(rule =>
        {
            rule.Channels.Add(AccessBench.Closed);
            rule.Steer.Add(AccessWord.Operator);
        });
        _bench.Rule(rule =>
        {
            rule.Steer.Add(AccessWord.Guest);
            rule.Control.Add(AccessWord.Member);
        });

        await Assert.MultipleAsync(async () =>
        {
            Assert.That(await AllowedAsync(AccessAction.Control, AccessBench.Closed), Is.Empty, "the first rule");
            Assert.That(await AllowedAsync(AccessAction.Steer, AccessBench.Closed), Is.EqualTo(new[] { "operator" }), "the first is silent, the second speaks");
            Assert.That(await AllowedAsync(AccessAction.Steer), Is.EqualTo(new[] { "guest" }), "another channel");
            Assert.That(await AllowedAsync(AccessAction.See), Has.Member("member").And.No.Member("guest"), "no rule: the default");
        });
    }

    [Test]
    public async Task A_rule_of_a_repository_is_about_no_other()
    {
        _bench.Rule(rule =>
        {
            rule.Repositories.Add("ACME/Vault");
            rule.Steer.Add(AccessWord.Operator);
        });

        await Assert.MultipleAsync(async () =>
        {
            Assert.That((await _bench.DecideAsync("member", AccessAction.Steer, repository: AccessBench.Vault)).Allowed, Is.False);
            Assert.That((await _bench.DecideAsync("member", AccessAction.Steer, repository: AccessBench.Widgets)).Allowed, Is.True);
        });
    }

    [Test]
    public async Task While_the_repository_is_open_whoever_could_be_allowed_goes_on_and_is_asked_again()
    {
        _bench.Rule(rule =>
        {
            rule.Repositories.Add("acme/*");
            rule.Start.Add(AccessWord.Writer);
        });
        _bench.Rule(rule => rule.Start.Add(AccessWord.Operator));

        await Assert.MultipleAsync(async () =>
        {
            Assert.That((await _bench.DecideAsync("reader", AccessAction.Start)).Allowed, Is.True, "not known yet");
            Assert.That((await _bench.DecideAsync("guest", AccessAction.Start)).Allowed, Is.False, "no rule could allow it");
            Assert.That((await _bench.DecideAsync("reader", AccessAction.Start, repository: AccessBench.Widgets)).Allowed, Is.False);
            Assert.That((await _bench.DecideAsync("writer", AccessAction.Start, repository: AccessBench.Widgets)).Allowed, Is.True);
            Assert.That((await _bench.DecideAsync("writer", AccessAction.Start, repository: AccessBench.Vault)).Allowed, Is.False, "no right on that one");
        });
    }

    [Test]
    public async Task Work_on_a_repository_that_the_channel_may_not_use_is_refused_but_can_be_stopped()
    {
        _bench.Options.Repositories[AccessBench.Open] = ["acme/widgets"];
        _bench.Options.Repositories[AccessOptions.DirectMessages] = ["acme/vault"];

        var refused = await _bench.DecideAsync("member", AccessAction.Start, repository: AccessBench.Vault);

        await Assert.MultipleAsync(async () =>
        {
            Assert.That(refused.Sentence, Does.Contain("Access:Repositories").And.Contain("acme/widgets").And.Contain("Ask operator"));
            Assert.That((await _bench.DecideAsync("member", AccessAction.Start, repository: AccessBench.Widgets)).Allowed, Is.True);
            Assert.That((await _bench.DecideAsync("requester", AccessAction.Control, repository: AccessBench.Vault)).Allowed, Is.True);
            Assert.That((await _bench.DecideAsync("member", AccessAction.Start, AccessBench.Direct, AccessBench.Widgets)).Allowed, Is.False);
            Assert.That((await _bench.DecideAsync("member", AccessAction.Start, AccessBench.PersonOf("member").User, AccessBench.Vault)).Allowed, Is.True);
        });
    }

    [TestCase(AccessBench.Open, AccessAction.Start, true)]
    [TestCase(AccessBench.Closed, AccessAction.Start, false)]
    [TestCase(AccessBench.Closed, AccessAction.Control, false)]
    [TestCase(AccessBench.Direct, AccessAction.Start, false)]
    [TestCase(AccessBench.Direct, AccessAction.Control, true)]
    [TestCase("U0REQUESTER", AccessAction.Start, false)]
    [TestCase("U0REQUESTER", AccessAction.See, true)]
    public async Task Where_channels_are_named_nothing_begins_elsewhere(string channel, AccessAction action, bool allowed)
    {
        _bench.Options.Channels.Add(AccessBench.Open);

        Assert.That((await _bench.DecideAsync("requester", action, channel)).Allowed, Is.EqualTo(allowed));
    }

    [TestCase("requester", true)]
    [TestCase("operator", true)]
    [TestCase("member", false)]
    public async Task From_elsewhere_only_the_requester_and_operators_reach_a_run(string who, bool allowed)
    {
        _bench.Rule(rule => rule.Control.Add(AccessWord.Member));

        var decision = await _bench.DecideAsync(who, AccessAction.Control, AccessBench.Open, runChannel: AccessBench.Closed);

        Assert.That(decision.Allowed, Is.EqualTo(allowed));
    }

    [Test]
    public async Task The_list_of_people_says_who_counts_as_a_member()
    {
        _bench.Options.People.Add("U0NAMED");
        _bench.Rule(rule => Add(rule.Approve, "U0MEMBER writer"));

        await Assert.MultipleAsync(async () =>
        {
            Assert.That(await AllowedAsync(AccessAction.Start), Is.EqualTo(new[] { "operator", "named" }));
            Assert.That(await AllowedAsync(AccessAction.Approve), Is.EqualTo(new[] { "member" }), "named in person, but a writer has to be a member");
            Assert.That((await _bench.DecideAsync("member", AccessAction.Start)).Sentence, Does.Contain("Access:People"));
        });
    }

    [TestCase("external", AccessBench.Open, "only in channels that are shared")]
    [TestCase("external", AccessBench.Shared, "own workspace")]
    [TestCase("guest", AccessBench.Open, "Guests may not")]
    [TestCase("bot", AccessBench.Open, "Bots may not")]
    [TestCase("gone", AccessBench.Open, "deactivated")]
    public async Task A_refusal_says_who_may_not(string who, string channel, string words)
    {
        _bench.Options.AllowExternalChannels = true;

        Assert.That((await _bench.DecideAsync(who, AccessAction.Start, channel)).Sentence, Does.Contain(words).And.Contain("Ask").Or.Contain("deactivated"));
    }

    [Test]
    public async Task A_refusal_names_the_rule_and_whom_to_ask()
    {
        _bench.Rule(rule =>
        {
            rule.Name = "the vault";
            rule.Repositories.Add("acme/vault");
            Add(rule.Approve, "admin U0NAMED");
            rule.Control.Add(AccessWord.Requester);
            rule.Steer.Add(AccessWord.Operator);
        });

        var approve = await _bench.DecideAsync("writer", AccessAction.Approve, repository: AccessBench.Vault);
        var control = await _bench.DecideAsync("member", AccessAction.Control, repository: AccessBench.Vault);
        var steer = await _bench.DecideAsync("member", AccessAction.Steer, repository: AccessBench.Vault);

        Assert.Multiple(() =>
        {
            Assert.That(approve.Sentence, Is.EqualTo("Only members whose GitHub account maintains acme/vault and named may approve or reject this change (rule the vault). If that is you, say `/agent link` to show me your GitHub account; else ask one of them."));
            Assert.That(control.Sentence, Is.EqualTo("Only the person who started this run may stop or retry this run (rule the vault). Ask requester."));
            Assert.That(steer.Sentence, Is.EqualTo("Only the operators may tell this run something (rule the vault). Ask operator."));
        });
    }

    [Test]
    public void When_GitHub_does_not_answer_nothing_is_decided()
    {
        _bench.Accounts.Before = () => throw new ReplyException(ReplyFailure.Transient, "no_answer", "GitHub does not answer.");

        Assert.That(() => _bench.DecideAsync("writer", AccessAction.Approve, repository: AccessBench.Widgets), Throws.TypeOf<ReplyException>());
    }

    private static void Add(IList<string> list, string words)
    {
        foreach (var word in words.Split(' '))
        {
            list.Add(word);
        }
    }

    private async Task<IReadOnlyList<string>> AllowedAsync(AccessAction action, string channel = AccessBench.Open)
    {
        var allowed = new List<string>();
        foreach (var who in Everybody)
        {
            if ((await _bench.DecideAsync(who, action, channel, AccessBench.Widgets)).Allowed)
            {
                allowed.Add(who);
            }
        }

        return allowed;
    }
}
