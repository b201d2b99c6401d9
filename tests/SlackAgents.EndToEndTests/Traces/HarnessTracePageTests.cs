using Microsoft.Playwright;
using SlackAgents.EndToEndTests.Harnesses;
using SlackAgents.EndToEndTests.Staging;
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

        var page = await _browser!.OpenAsync(run);

        await AssertFilesAsync(page);
        await Assertions.Expect(page.Locator(".steering").Filter(new() { HasText = "delivered" })).ToHaveCountAsync(1);
        await Assertions.Expect(page.Locator(".result.bad summary").Filter(new() { HasText = "exit 3" })).ToHaveCountAsync(1);
        await AssertReadableAsync(page);
        await SaveAsync(run, "codex");
        Assert.That(message.Ts, Is.Not.Empty);
    }

    [Test]
    public async Task Gemini_shows_files_and_a_text_of_many_pieces_as_one()
    {
        var run = await TellAsync("gemini");
        var live = await _browser!.OpenAsync(run);
        await HeldTool.LetGoAsync(run);
        await run.EndAsync();
        var pieces = (await run.TraceAsync("text")).Count(text => text["partial"]?.GetValue<bool>() == true);
        Assert.That(pieces, Is.GreaterThan(3), "It did come in pieces.");

        var loaded = await _browser.OpenAsync(run);
        var plain = await _browser.OpenAsync(run, javaScript: false);

        foreach (var page in new[] { live, loaded, plain })
        {
            await Assertions.Expect(page.Locator(".entry.text").Filter(new() { HasText = Piecewise })).ToHaveCountAsync(1);
            await Assertions.Expect(page.Locator(".entry.text").Filter(new() { HasText = "small pieces" })).ToHaveCountAsync(1);
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

    private static async Task AssertFilesAsync(IPage page)
    {
        var changes = page.Locator(".entry.file");
        await Assertions.Expect(changes).ToHaveCountAsync(2);
        await Assertions.Expect(changes.First).ToContainTextAsync("notes.txt");
        var edit = changes.Last;
        await edit.Locator("summary").ClickAsync();
        await Assertions.Expect(edit.Locator(".removed")).ToHaveTextAsync("-second line");
        await Assertions.Expect(edit.Locator(".added")).ToHaveTextAsync("+changed line");
    }

    /// <summary>What is seen without unfolding anything is words, not JSON, and fits the screen.</summary>
    private async Task AssertReadableAsync(IPage page)
    {
        var shown = await page.Locator(".entry:not(.repeated) .body").EvaluateAllAsync<string[]>("all => all.map(body => { const copy = body.cloneNode(true); copy.querySelectorAll('details > :not(summary)').forEach(folded => folded.remove()); return copy.textContent; })");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(shown, Has.None.Contains("{\""));
            Assert.That(shown, Has.None.EndsWith("Event"), "A kind of event that the page does not know.");
            Assert.That(await page.EvaluateAsync<int>("document.documentElement.scrollWidth"), Is.LessThanOrEqualTo(390));
            Assert.That(_browser!.Problems, Is.Empty);
        }
    }

    /// <summary>For people to look at: a page of what was just tested, wide and on a phone.</summary>
    private async Task SaveAsync(AgentRun run, string name)
    {
        foreach (var width in new[] { 1100, 390 })
        {
            var page = await _browser!.OpenAsync(run, width: width);
            foreach (var file in await page.Locator(".entry.file summary").AllAsync())
            {
                await file.ClickAsync();
            }

            var path = Path.Combine(TestContext.CurrentContext.WorkDirectory, FormattableString.Invariant($"trace-{name}-{width}.png"));
            await page.ScreenshotAsync(new() { Path = path, FullPage = true });
            TestContext.AddTestAttachment(path);
        }
    }
}
