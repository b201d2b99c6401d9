using System.Globalization;
using SlackAgents.EndToEndTests.Staging;

namespace SlackAgents.EndToEndTests.Input;

/// <summary>Whatever people type gets a clear, private answer with the next step.</summary>
internal sealed class BadInputTests : StageTests
{
    [TestCase("help", "starts a run")]
    [TestCase("rep=acme/widgets fix it", "Did you mean “repo=”?")]
    [TestCase("fix the readme", "Which repository? Nothing says")]
    [TestCase("repo=acme/widgets", "no task")]
    [TestCase("repo=not-a-repository fix it", "not a repository that I may see")]
    [TestCase("repo=not/a/repository fix it", "owner/name")]
    [TestCase("repo=acme/widgets harness=hal fix it", "Installed: claude")]
    [TestCase("stop 0123456789", "There is no run 0123456789")]
    [TestCase("status 0123456789", "/agent list")]
    [TestCase("stop o123456789", "Did you mean")]
    [TestCase("repo=acme/widgets push=maybe fix it", "push=")]
    public async Task Is_answered_privately_with_the_next_step(string typed, string expected)
    {
        var cards = Stage.Cards.Count;

        var receipt = await Stage.CommandAsync("bob", typed);
        var answer = await Stage.AnswerAsync(receipt);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer, Does.Contain(expected).IgnoreCase);
            Assert.That(receipt.Responses[0].Body!["response_type"]?.GetValue<string>() ?? "ephemeral", Is.EqualTo("ephemeral"));
            Assert.That(Stage.Cards, Has.Count.EqualTo(cards), "No run began.");
        }
    }

    [Test]
    public async Task Forty_thousand_and_one_characters_are_refused_with_the_limit()
    {
        var answer = await Stage.AnswerAsync(await Stage.CommandAsync("alice", "repo=acme/widgets " + new string('x', 40_001)));

        Assert.That(answer, Does.Contain("40000").Or.Contain("40,000").And.Contain("Put the long part in a file"));
    }

    [Test]
    public async Task Ten_thousand_characters_are_a_task_like_any_other()
    {
        var run = await Stage.RunAsync("[[fake:talk]] " + string.Concat(Enumerable.Range(0, 1_000).Select(number => number.ToString("D9", CultureInfo.InvariantCulture) + " ")) + "theend");

        await run.EndAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(Model.TaskRequests.Select(request => request.BodyJson), Has.Some.Contains("000000999 theend"), "All of it reached the agent.");
            Assert.That(run.Card.Text, Has.Length.LessThan(400));
        }
    }

    [Test]
    public async Task Emoji_hidden_and_turned_characters_do_no_harm()
    {
        var run = await Stage.RunAsync("[[fake:commit]] naïve 👩‍💻 \u202Etxt.exe\u202C zero\u200Bwidth \u2066isolated\u2069 ends");

        await run.EndAsync();

        var shown = run.Thread.Where(message => message.IsFromApp).Select(message => message.AllText).Append(run.PullRequest.Title).Append(run.PullRequest.Body!);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(shown, Is.All.Not.Contains("\u202E").And.All.Not.Contains("\u2066"));
            Assert.That(run.PullRequest.HeadBranch, Does.Match("^agent/[0-9a-z]{10}-[a-z0-9-]+$"));
            Assert.That(run.Card.AllText, Does.Contain("👩‍💻"));
            Assert.That(Model.TaskRequests.Last(request => request.Scenario == "commit").BodyJson, Does.Not.Contain("\\u202e").IgnoreCase, "The agent is not told what people cannot see.");
        }
    }

    [TestCase("<!channel>")]
    [TestCase("<!here>")]
    [TestCase("@everyone")]
    [TestCase("<@U0BOB00001>")]
    public async Task A_mention_in_the_task_pings_nobody(string mention)
    {
        var run = await Stage.RunAsync($"[[fake:commit]] tell {mention} about it");

        await run.EndAsync();

        var said = run.Thread.Where(message => message.IsFromApp).Select(message => message.Text + message.BlocksJson).ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(said, Is.All.Not.Match(@"<!(channel|here|everyone|subteam)"));
            Assert.That(said, Is.All.Not.Contains("U0BOB00001>").And.All.Not.Match("(?<!\u200B)@everyone"));
            Assert.That(run.PullRequest.Body, Does.Not.Match("(?<![\\w`\u200B])@everyone"));
        }
    }

    [TestCase("gina", "#agent-runs", "Guests may not")]
    [TestCase("stranger", "#partners", "another one")]
    [TestCase("alice", "#partners", "shared with people outside")]
    [TestCase("alice", "#attic", "archived")]
    public async Task Who_may_not_is_told_why(string person, string channel, string expected)
    {
        var cards = Stage.Cards.Count;

        var answer = await Stage.AnswerAsync(await Stage.CommandAsync(person, $"repo=acme/widgets {Stage.Unique("do something")}", channel));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer, Does.Contain(expected));
            Assert.That(Stage.Cards, Has.Count.EqualTo(cards));
        }
    }

    [Test]
    public async Task A_bot_that_mentions_us_starts_nothing()
    {
        await Slack.PostMessageAsync("alertbot", Stage.Channel, $"<@{Slack.State.Settings.BotUserId}> repo=acme/widgets {Stage.Unique("robots at work")}", null, default);
        var run = await Stage.RunAsync("[[fake:talk]] a person at work");
        await run.EndAsync();

        Assert.That(Stage.Cards.Select(card => card.Text), Has.None.Contains("robots at work"));
    }

    [Test]
    public async Task A_direct_message_is_a_request_too()
    {
        var task = Stage.Unique("[[fake:talk]] between the two of us");
        await Slack.PostMessageAsync("alice", "D0ALICE001", $"repo=acme/widgets {task}", null, default);

        var run = await Stage.RunOfAsync(task, "D0ALICE001");
        var end = await run.EndAsync();

        Assert.That(end.ChannelId, Is.EqualTo("D0ALICE001"));
    }
}
