using Microsoft.Playwright;
using SlackAgents.EndToEndTests.Harnesses;
using SlackAgents.EndToEndTests.Staging;
using SlackAgents.EndToEndTests.Viewer;
using SlackAgents.Playground.Model;
using SlackAgents.Testing.Time;

namespace SlackAgents.EndToEndTests.Traces;

/// <summary>The trace page of agents that tell more, and in smaller pieces, than Claude does.</summary>
internal sealed class HarnessTracePageTests : StageTests
{
    private const string Piecewise = "This answer comes in small pieces, one after the other, and it has to be read as one text in the end, without a line for every piece of it.";

    private PhoneBrowser? _browser;

    [OneTimeSetUp]
    public async Task PrepareAsync()
    {
        _browser = await PhoneBrowser.LaunchAsync();
        Model.Script(
            "tell-all",
            HeldTool.Step,
            new() { Text = "I write a file.", Write = new Playground.Model.Tools.WriteCall("notes.txt", "first line\nsecond line\n") },
            new() { Text = "Now I edit it.", Edit = new Playground.Model.Tools.EditCall("notes.txt", "second line", "changed line") },
            ModelStep.Run("echo oops >&2; exit 3"),
            new() { Text = Piecewise, Gap = TimeSpan.FromMilliseconds(300) });
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
    public async Task Codex_shows_files_steering_and_exit_codes()
    {
        var run = await TellAsync("codex");
        var message = run.Reply("alice", "now: and be brief");
        await Eventually.ThatAsync(() => run.TraceAsync("steering"), Is.Not.Empty);
        await HeldTool.LetGoAsync(run);
        await run.EndAsync();

        var page = await TracePage.OpenAsync(_browser!, run.TraceLink);
        await using var watched = page.Watched;

        await page.Chip("Messages").ClickAsync();
        await Assertions.Expect(page.Page.Locator(".entry").Filter(new() { HasText = "and be brief" })).ToContainTextAsync("delivered");
        await page.Chip("Messages").ClickAsync();
        await page.Chip("Ran").ClickAsync();
        await Assertions.Expect(page.Page.Locator(".entry").Filter(new() { HasText = "exit 3" })).ToHaveCountAsync(1);
        await page.Chip("Ran").ClickAsync();
        await AssertFilesAsync(page);
        await AssertReadableAsync(page);
        await SaveAsync(run, "codex");
        Assert.That(message.Ts, Is.Not.Empty);
    }

    [Test]
    public async Task Gemini_shows_files_and_a_text_of_many_pieces_as_one()
    {
        var run = await TellAsync("gemini");
        var live = await TracePage.OpenAsync(_browser!, run.TraceLink);
        await using var watching = live.Watched;
        await HeldTool.LetGoAsync(run);
        await run.EndAsync();
        var pieces = (await run.TraceAsync("text")).Count(text => text["partial"]?.GetValue<bool>() == true);
        Assert.That(pieces, Is.GreaterThan(3), "It did come in pieces.");

        var loaded = await TracePage.OpenAsync(_browser!, run.TraceLink);
        await using var watched = loaded.Watched;
        foreach (var page in new[] { live, loaded })
        {
            await page.Chip("Messages").ClickAsync();
            await Assertions.Expect(page.Page.Locator(".entry .item-text").Filter(new() { HasText = Piecewise })).ToHaveCountAsync(1);
            await Assertions.Expect(page.Page.Locator(".entry .item-text").Filter(new() { HasText = "small pieces" })).ToHaveCountAsync(1);
            await page.Chip("Messages").ClickAsync();
        }

        await AssertFilesAsync(loaded);
        await AssertReadableAsync(loaded);
        await SaveAsync(run, "gemini");
    }

    private async Task<AgentRun> TellAsync(string harness)
    {
        var run = await Stage.RunAsync("[[fake:tell-all]] tell all of it", $"repo=acme/widgets harness={harness}");
        await HeldTool.HoldsAsync(run, "tell-all");
        return run;
    }

    private static async Task AssertFilesAsync(TracePage page)
    {
        await page.Chip("Edited").ClickAsync();
        var changes = page.Page.Locator(".entry").Filter(new() { HasText = "notes.txt" });
        await Assertions.Expect(changes).ToHaveCountAsync(2);
        var edit = changes.Last;
        await edit.Locator(".item-toggle").First.ClickAsync();
        await Assertions.Expect(edit.Locator(".diff-line.removed")).ToContainTextAsync("second line");
        await Assertions.Expect(edit.Locator(".diff-line.added")).ToContainTextAsync("changed line");
        await page.Chip("Edited").ClickAsync();
    }

    /// <summary>What is seen without unfolding anything is words, not JSON, and fits the screen.</summary>
    private static async Task AssertReadableAsync(TracePage page)
    {
        await page.WalkAsync();
        var shown = await page.Page.Locator(".entry").AllInnerTextsAsync();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(shown, Has.None.Contains("{\""));
            Assert.That(shown, Has.None.Contains("does not know"), "A kind of event that the page does not know.");
        }

        await page.Watched.AssertFitsAsync();
        page.Watched.AssertQuiet();
    }

    /// <summary>For people to look at: a page of what was just tested, wide and on a phone.</summary>
    private async Task SaveAsync(AgentRun run, string name)
    {
        foreach (var look in new[] { PageLook.Desktop, PageLook.Phone })
        {
            var page = await TracePage.OpenAsync(_browser!, run.TraceLink, look);
            await using var watched = page.Watched;
            await page.LoadedAsync();
            var path = Path.Combine(TestContext.CurrentContext.WorkDirectory, FormattableString.Invariant($"trace-{name}-{look.Width}.png"));
            await page.Page.ScreenshotAsync(new() { Path = path });
            TestContext.AddTestAttachment(path);
        }
    }
}
