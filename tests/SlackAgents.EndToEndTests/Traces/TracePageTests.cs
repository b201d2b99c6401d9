using System.Text.RegularExpressions;
using Microsoft.Playwright;
using SlackAgents.EndToEndTests.Harnesses;
using SlackAgents.EndToEndTests.Staging;
using SlackAgents.EndToEndTests.Viewer;
using SlackAgents.Playground.Model;
using SlackAgents.Playground.Model.Tools;
using SlackAgents.Testing.Time;

namespace SlackAgents.EndToEndTests.Traces;

/// <summary>The page of real runs, from the tap on the card to the record of what was done.</summary>
internal sealed partial class TracePageTests : StageTests
{
    private const string Scenario = "round-widgets";

    private static readonly LocatorAssertionsToHaveTextOptions Patient = new() { Timeout = 90_000 };

    private PhoneBrowser? _browser;

    [OneTimeSetUp]
    public async Task PrepareAsync()
    {
        _browser = await PhoneBrowser.LaunchAsync();
        Model.Script(
            Scenario,
            new() { Thinking = "A widget has a colour and a size. A round one has a radius as well; the label has to say so.", Text = "I look at what a widget is first.", Bash = ["cat widgets/widget.py"] },
            new() { Todo = [new("Read the widget", TodoProgress.Completed), new("Add a round one", TodoProgress.InProgress), new("Run the tests", TodoProgress.Pending)] },
            HeldTool.Step,
            new() { Text = "A subclass is enough.", Write = new WriteCall("widgets/round.py", "from .widget import Widget\n\n\nclass RoundWidget(Widget):\n    def label(self):\n        return f\"round {self.colour} widget\"\n") },
            ModelStep.SayAndRun("Does it keep what the old tests want?", "ls tests; test -e tests/test_round.py || { echo 'no tests of round widgets' >&2; exit 1; }"),
            new() { Text = "It has no test yet, and the label forgets the size.", Edit = new EditCall("widgets/round.py", "        return f\"round {self.colour} widget\"", "        return \"round \" + super().label()") },
            new() { Todo = [new("Read the widget", TodoProgress.Completed), new("Add a round one", TodoProgress.Completed), new("Run the tests", TodoProgress.InProgress)] },
            ModelStep.Run("git add -A && git commit -q -m 'Add round widgets' && git log --oneline | head -3"),
            ModelStep.Say("Widgets can be **round** now.\n\n- `RoundWidget` is a `Widget` whose label begins with *round*\n- nothing changes for the others\n\n```python\nRoundWidget(\"red\", 3).label()  # round red widget of size 3\n```\n\nThere is no test of it yet; say so if you want one."));
    }

    [OneTimeTearDown]
    public async Task CloseBrowserAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }
    }

    [Test]
    public async Task A_run_is_watched_from_its_card_through_a_cut_network_to_its_end()
    {
        var run = await RunAsync("Round widgets: let a widget have a shape, and say it in its label");
        await HeldTool.HoldsAsync(run, Scenario, 2);
        var page = await TracePage.OpenAsync(_browser!, run.TraceLink);
        await using var watched = page.Watched;
        await Assertions.Expect(page.Page.Locator(".live")).ToBeVisibleAsync();
        await Assertions.Expect(page.Timeline).ToContainTextAsync("I begin with the long step.");
        await Assertions.Expect(page.Page.Locator(".bar .state")).ToHaveTextAsync("Running");
        run.Reply("bob", "now: and keep the old labels as they are");
        await Assertions.Expect(page.Timeline).ToContainTextAsync("keep the old labels", new() { Timeout = 60_000 });

        await watched.Context.SetOfflineAsync(true);
        await Assertions.Expect(page.Page.Locator(".banner")).ToContainTextAsync("offline");
        await HeldTool.LetGoAsync(run);
        await run.EndAsync();
        await watched.Context.SetOfflineAsync(false);

        await Assertions.Expect(page.Page.Locator(".bar .state")).ToHaveTextAsync("Finished", Patient);
        await Assertions.Expect(page.Timeline).ToContainTextAsync("Widgets can be round now.", new() { Timeout = 60_000 });
        await Assertions.Expect(page.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { NameRegex = PullRequest() })).ToBeVisibleAsync(new() { Timeout = 60_000 });
        var whole = (await run.TraceAsync()).Select(record => record["sequence"]!.GetValue<long>()).ToList();
        await Eventually.ThatAsync(async () => (await page.WalkAsync()).Count, Is.GreaterThan(15));
        var walked = await page.WalkAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(walked, Is.Ordered.And.Unique.And.SubsetOf(whole));
            Assert.That(await page.Page.Locator(".entry .item-unknown").CountAsync(), Is.Zero, "Lines that nobody understands.");
        }

        await watched.AssertFitsAsync();
        watched.AssertQuiet();
        await ShootAsync(run);
    }

    [Test]
    public async Task It_fits_a_phone_and_what_the_agent_writes_is_text()
    {
        Model.Script("markup", ModelStep.Run("echo '<script>document.title=\"owned\"</script><img src=x onerror=alert(1)>'; echo " + new string('w', 3_000) + "; printf '\\033]0;owned\\007\\033[31mred\\033[0m\\n'"), ModelStep.Say("<b>bold</b> <script>document.title='owned'</script> ![pixel](https://evil.example/p.png)"));
        var run = await Stage.RunAsync("[[fake:markup]] <i>write</i> markup");
        await run.EndAsync();

        var page = await TracePage.OpenAsync(_browser!, run.TraceLink, new PageLook { Width = 360, Height = 740 });
        await using var watched = page.Watched;
        await page.Chip("Ran").ClickAsync();
        await page.Page.Locator(".item-toggle").First.ClickAsync();
        await Assertions.Expect(page.Page.Locator(".item-body").First).ToContainTextAsync("<script>document.title");
        await watched.AssertFitsAsync();
        await page.Chip("Ran").ClickAsync();
        await page.Jump("Last").ClickAsync();
        await Assertions.Expect(page.Timeline).ToContainTextAsync("<b>bold</b>");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(await page.Page.TitleAsync(), Does.Not.Contain("owned"));
            Assert.That(await page.Page.Locator("main script, main img, main b > script, h1 i").CountAsync(), Is.Zero);
            Assert.That(await page.Timeline.TextContentAsync(), Does.Not.Contain("\u001b"));
        }

        await watched.AssertFitsAsync();
        watched.AssertQuiet();
    }

    /// <summary>A task as people write one, without the marker that picks a script.</summary>
    private async Task<AgentRun> RunAsync(string task)
    {
        Model.DefaultScenario = Scenario;
        var receipt = await Stage.CommandAsync("alice", $"repo=acme/widgets {task}");
        Assert.That(receipt.Error, Is.Null);
        return await Stage.RunOfAsync(task);
    }

    /// <summary>Pictures for people, where they were asked for.</summary>
    private async Task ShootAsync(AgentRun run)
    {
        var trace = await run.TraceAsync();
        await using var phone = await _browser!.VisitAsync(At("todo"));
        await ShownAsync(phone, "trace-phone");
        await using var desktop = await _browser.VisitAsync(At("file_change"), PageLook.Desktop with { Scheme = ColorScheme.Dark });
        await ShownAsync(desktop, "trace-desktop");

        var receipt = await Stage.CommandAsync("alice", "list");
        var answer = await receipt.WaitForResponseAsync(Stage.Patience, CancellationToken.None);
        await using var list = await _browser.VisitAsync(new Uri(ListLink().Match(answer.Body!.ToJsonString()).Groups["link"].Value));
        await list.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Sign in" }).ClickAsync();
        await Assertions.Expect(list.Page.GetByText("Round widgets").First).ToBeVisibleAsync();
        await list.AssertFitsAsync();
        list.AssertQuiet();
        await ShownAsync(list, "runs-phone");

        Uri At(string kind) => new(run.TraceLink.AbsoluteUri + "#e" + trace.Last(record => record["event"]!["kind"]!.GetValue<string>() == kind)["sequence"]);

        static async Task ShownAsync(WatchedPage page, string name)
        {
            await page.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            await PhoneBrowser.ShootAsync(page.Page, name);
        }
    }

    [GeneratedRegex("Pull request #\\d+", RegexOptions.None, 1000)]
    private static partial Regex PullRequest();

    [GeneratedRegex("\"(?<link>http[^\"]*/sign-in/personal[^\"]*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ListLink();
}
