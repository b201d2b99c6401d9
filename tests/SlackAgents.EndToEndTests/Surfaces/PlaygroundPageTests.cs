using Microsoft.Playwright;
using SlackAgents.EndToEndTests.Staging;
using SlackAgents.Playground;
using SlackAgents.Playground.Slack;
using SlackAgents.Testing;
using SlackAgents.Testing.Clients;

namespace SlackAgents.EndToEndTests.Surfaces;

/// <summary>The Playground's page as a person with a phone uses it, with the official app behind it.</summary>
[TestFixture]
internal sealed class PlaygroundPageTests
{
    private TempDirectory _folder = null!;
    private PlaygroundServer _server = null!;
    private NodeClient _app = null!;
    private PhoneBrowser _browser = null!;
    private IPage _page = null!;

    private SlackWorkspace Slack => _server.Slack;

    [SetUp]
    public async Task OpenPageAsync()
    {
        _folder = new TempDirectory();
        _server = await PlaygroundServer.StartAsync(new PlaygroundOptions { DataDirectory = _folder.Path }, CancellationToken.None);
        _app = await NodeClient.StartAsync("bolt.mjs", "socket", _server.SlackApiUrl, _server.AppToken, _server.BotToken);
        await Slack.WaitForConnectionsAsync(1, Stage.Patience, CancellationToken.None);
        _browser = await PhoneBrowser.LaunchAsync();
        _page = await _browser.OpenAsync(new Uri(_server.BaseUrl));
    }

    [TearDown]
    public async Task ClosePageAsync()
    {
        await _browser.DisposeAsync();
        await _app.DisposeAsync();
        await _server.DisposeAsync();
        _folder.Dispose();
    }

    [Test]
    public async Task A_form_is_filled_in_with_type_ahead_refused_and_taken()
    {
        await WriteAsync("/agent");
        var form = _page.GetByRole(AriaRole.Dialog, new PageGetByRoleOptions { Name = "New task" });
        await form.GetByLabel("Task").FillAsync("short");
        await form.GetByRole(AriaRole.Combobox, new LocatorGetByRoleOptions { Name = "Repository" }).FillAsync("web");
        await form.GetByRole(AriaRole.Option, new LocatorGetByRoleOptions { Name = "acme/website" }).ClickAsync();
        await form.GetByLabel("plan").CheckAsync();
        await LookAsync("form");
        await form.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Run" }).ClickAsync();
        await Assertions.Expect(form.GetByText("Say a little more.")).ToBeVisibleAsync();
        await LookAsync("form-refused");

        await form.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "More" }).ClickAsync();
        await Assertions.Expect(form.GetByText("There is no more.")).ToBeVisibleAsync();
        await Assertions.Expect(form.GetByLabel("Repository")).ToHaveValueAsync("acme/website");
        await form.GetByLabel("Task").FillAsync("fix the typo");
        await form.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Run" }).ClickAsync();
        await Assertions.Expect(form).ToBeHiddenAsync();

        await _app.WaitForAsync("submission");
        var taken = await _app.WaitForAsync("submission");
        Assert.Multiple(() =>
        {
            Assert.That((taken["text"]?.ToString(), taken["repo"]?.ToString(), taken["flags"]?[0]?.ToString()), Is.EqualTo(("fix the typo", "acme/website", "plan")));
            Assert.That(_browser.Problems, Is.Empty);
        });
    }

    [Test]
    public async Task A_card_is_watched_answered_and_stopped_with_a_thumb()
    {
        await WriteAsync("/agent fix it");
        var card = _page.Locator("#messages > li").Filter(new LocatorFilterOptions { HasText = "A card" });
        await card.GetByRole(AriaRole.Combobox, new LocatorGetByRoleOptions { Name = "Change repo" }).FillAsync("gad");
        await LookAsync("card");
        await card.GetByRole(AriaRole.Option, new LocatorGetByRoleOptions { Name = "acme/gadgets" }).ClickAsync();
        await card.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Good" }).ClickAsync();
        await card.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Reply", Exact = true }).ClickAsync();
        await Assertions.Expect(_page.Locator("#session")).ToContainTextAsync("The agent is working");
        await LookAsync("thread");
        await _page.Locator("#session").GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Stop" }).ClickAsync();
        await Assertions.Expect(_page.Locator("#session")).ToContainTextAsync("The agent is ready");

        var actions = new[] { await _app.WaitForAsync("action"), await _app.WaitForAsync("action") };
        Assert.Multiple(() =>
        {
            Assert.That(actions.Select(action => action["value"]!.ToString()), Is.EqualTo(new[] { "acme/gadgets", "run-1/good" }));
            Assert.That(_browser.Problems, Is.Empty);
        });
    }

    [Test]
    public async Task Messages_are_edited_reacted_to_forwarded_and_used_as_a_task()
    {
        await WriteAsync("the readme has a typo");
        var message = _page.Locator("#messages > li").Filter(new LocatorFilterOptions { HasText = "the readme" });
        await message.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "React with x" }).ClickAsync();
        await ChooseAsync(message, "Edit");
        await _page.GetByRole(AriaRole.Textbox, new PageGetByRoleOptions { Name = "Message" }).FillAsync("the readme has two typos");
        await _page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Save" }).ClickAsync();
        await Assertions.Expect(message).ToContainTextAsync("two typos");
        await ChooseAsync(message, "Forward to # general");
        await ChooseAsync(message, "Run agent on message");
        await Assertions.Expect(_page.GetByRole(AriaRole.Dialog).GetByLabel("Task")).ToHaveValueAsync("the readme has two typos");
        await _page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Not now" }).ClickAsync();

        var (file, reaction) = (_page.WaitForFileChooserAsync(), await _app.WaitForAsync("reaction"));
        await _page.Locator("#composer .round").ClickAsync();
        await LookAsync("menu");
        await _page.GetByRole(AriaRole.Menuitem, new PageGetByRoleOptions { Name = "Attach a file…" }).ClickAsync();
        await (await file).SetFilesAsync(new FilePayload { Name = "notes.txt", MimeType = "text/plain", Buffer = "look here"u8.ToArray() });
        await Assertions.Expect(_page.GetByText("notes.txt")).ToBeVisibleAsync();
        Assert.Multiple(() =>
        {
            Assert.That(reaction["name"]!.ToString(), Is.EqualTo("x"));
            Assert.That(Slack.Messages("#general").Single().AttachmentsJson, Does.Contain("two typos"));
            Assert.That(_browser.Problems, Is.Empty);
        });
    }

    [Test]
    public async Task The_home_tab_is_opened_and_clicked_in()
    {
        await _page.Locator("#channel-select").SelectOptionAsync("home");
        await Assertions.Expect(_page.Locator("#home")).ToContainTextAsync("Your runs");
        await LookAsync("home");
        await _page.Locator("#home").GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Stop" }).ClickAsync();

        Assert.That((await _app.WaitForAsync("action"))["in"]!.ToString(), Is.EqualTo("view"));
    }

    /// <summary>Nothing sticks out to the side, nothing that one taps is too small; a picture is kept where one was asked for.</summary>
    private async Task LookAsync(string name)
    {
        await PhoneBrowser.ShootAsync(_page, name);
        Assert.That(await _page.EvaluateAsync<int>("document.documentElement.scrollWidth"), Is.LessThanOrEqualTo(390), "The page is wider than the phone.");
    }

    private async Task WriteAsync(string text)
    {
        await _page.GetByRole(AriaRole.Textbox, new PageGetByRoleOptions { Name = "Message" }).FillAsync(text);
        await _page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Send" }).ClickAsync();
    }

    private async Task ChooseAsync(ILocator message, string entry)
    {
        await message.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "More" }).ClickAsync();
        await _page.GetByRole(AriaRole.Menuitem, new PageGetByRoleOptions { Name = entry }).ClickAsync();
    }
}
