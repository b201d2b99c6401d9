using Microsoft.Playwright;
using SlackAgents.EndToEndTests.Staging;
using SlackAgents.Playground.Model;
using SlackAgents.Playground.Model.Tools;

namespace SlackAgents.EndToEndTests.Surfaces;

/// <summary>A run from a phone, by hand: started with the form, asked a question, answered and stopped.</summary>
[TestFixture]
internal sealed class PhoneJourneyTests : StageTests
{
    private const string Scenario = "phone-journey";

    // A question must not look answered because nobody did.
    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Runs__QuestionTimeout"] = "00:02:00",
    };

    [Test]
    public async Task A_run_is_started_by_the_form_answered_and_stopped()
    {
        Model.Script(
            Scenario,
            new ModelStep { Text = "I have to ask.", Named = new NamedCall("ask_user", """{"question":"Which colour should it be?","options":["blue","green"]}""") },
            ModelStep.Run("echo looping; sleep 1"));
        var task = Stage.Unique("paint the shed");
        await using var browser = await PhoneBrowser.LaunchAsync();
        var page = await browser.OpenAsync(new Uri(Stage.Playground.BaseUrl));
        page.Dialog += (_, dialog) => _ = dialog.AcceptAsync();

        await page.GetByRole(AriaRole.Textbox, new PageGetByRoleOptions { Name = "Message" }).FillAsync("/agent");
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Send" }).ClickAsync();
        var form = page.GetByRole(AriaRole.Dialog);
        await form.GetByLabel("Task").FillAsync($"[[fake:{Scenario}]] {task}");
        await form.GetByRole(AriaRole.Combobox, new LocatorGetByRoleOptions { Name = "Repository" }).FillAsync("widg");
        await form.GetByRole(AriaRole.Option, new LocatorGetByRoleOptions { Name = "acme/widgets" }).ClickAsync();
        await PhoneBrowser.ShootAsync(page, "journey-form");
        await form.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Start" }).ClickAsync();
        await Assertions.Expect(form).ToBeHiddenAsync();

        var run = await Stage.RunOfAsync(task);
        var patience = new LocatorAssertionsToBeVisibleOptions { Timeout = (float)Stage.Patience.TotalMilliseconds };
        var card = page.Locator("#messages > li").Filter(new LocatorFilterOptions { HasText = task });
        await card.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "repl", Exact = false }).Or(card.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Reply", Exact = true })).First.ClickAsync();
        var green = page.Locator("#replies").GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "green" });
        await Assertions.Expect(green).ToBeVisibleAsync(patience);
        await PhoneBrowser.ShootAsync(page, "journey-question");
        await green.ClickAsync();
        await run.AgentAsksAsync(Scenario, 1);

        await page.Locator("#replies > li").First.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Stop" }).ClickAsync();
        await Assertions.Expect(page.Locator("#replies").GetByText("The run was stopped.").First).ToBeVisibleAsync(patience);
        await PhoneBrowser.ShootAsync(page, "journey-end");

        Assert.Multiple(() =>
        {
            Assert.That(run.Ends, Has.Count.EqualTo(1));
            Assert.That(browser.Problems, Is.Empty);
            Assert.That(Slack.LateAcks, Is.Empty);
            Assert.That(Slack.ProtocolViolations, Is.Empty);
        });
    }
}
