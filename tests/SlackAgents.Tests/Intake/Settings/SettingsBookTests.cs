using Microsoft.Extensions.Options;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Settings;
using SlackAgents.Core.Runs;
using SlackAgents.Testing.Data;
using SlackAgents.Testing.Storage;
using SlackAgents.Testing.Time;

namespace SlackAgents.Tests.Intake.Settings;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class SettingsBookTests
{
    private const string Channel = "C0GENERAL";
    private readonly ManualTimeProvider _time = new();
    private readonly DefaultsOptions _configured = new();
    private readonly Requester _ada = new(Some.Person(), "Ada");
    private TestDatabase _database = null!;
    private SettingsBook _book = null!;

    [SetUp]
    public async Task SetUpAsync()
    {
        _database = await TestDatabase.CreateAsync(_time);
        _book = new SettingsBook(Options.Create(_configured), _database.Documents, _time);
    }

    [TearDown]
    public async Task TearDownAsync() => await _database.DisposeAsync();

    // Each layer is one character: T thread, P person, S stored for the channel, C configured for the channel, W workspace.
    [TestCase("TPSCW", "T", "this thread")]
    [TestCase("PSCW", "P", "your setting")]
    [TestCase("SCW", "S", "channel default")]
    [TestCase("CW", "C", "channel default")]
    [TestCase("W", "W", "workspace default")]
    [TestCase("TW", "T", "this thread")]
    [TestCase("SW", "S", "channel default")]
    [TestCase("PC", "P", "your setting")]
    public async Task The_strongest_layer_that_says_something_wins(string layers, string winner, string source)
    {
        await SetAsync(layers);

        var found = await LayersAsync(layers);

        Assert.That(found.First(layer => layer.Model), Is.EqualTo((source, winner)));
        Assert.That(found.FirstValue(layer => layer.Steering), Is.EqualTo(Steering(winner)));
        Assert.That(found.FirstValue(layer => layer.Context), Is.EqualTo(Context(winner)));
    }

    [Test]
    public async Task Nothing_set_says_nothing()
    {
        var found = await LayersAsync(string.Empty);

        Assert.That(found.First(layer => layer.Model), Is.Null);
        Assert.That(found.FirstValue(layer => layer.Context), Is.Null);
    }

    [Test]
    public async Task Each_value_falls_through_on_its_own()
    {
        _configured.Workspace.Repository = "acme/widgets";
        _configured.Channels[Channel] = new RunDefaults { Steering = TurnDelivery.Now };
        await _book.ChangeChannelAsync(Channel, new ChannelSettings { Context = ContextMode.None }, "inbox:1", _ada, CancellationToken.None);

        var found = await LayersAsync(string.Empty);

        Assert.That(
            (found.First(layer => layer.Repository)?.Value, found.FirstValue(layer => layer.Steering), found.FirstValue(layer => layer.Context)),
            Is.EqualTo(((string?)"acme/widgets", (TurnDelivery?)TurnDelivery.Now, (ContextMode?)ContextMode.None)));
    }

    [Test]
    public async Task A_branch_stays_with_its_repository_and_a_model_with_its_harness()
    {
        _configured.Channels[Channel] = new RunDefaults { Repository = "acme/old", Base = "release", Harness = "claude", Model = "opus" };
        await _book.ChangeChannelAsync(Channel, new ChannelSettings { Repository = "acme/new", Harness = "codex" }, "inbox:1", _ada, CancellationToken.None);

        var channel = (await LayersAsync(string.Empty)).Channel;

        Assert.That((channel.Repository, channel.Base, channel.Harness, channel.Model), Is.EqualTo(((string?)"acme/new", (string?)null, (string?)"codex", (string?)null)));
    }

    [Test]
    public async Task Settings_outlive_the_process()
    {
        await _book.SetPersonAsync(_ada.Person, new PersonSettings { Harness = "codex", Notifications = NotificationChoice.Attention }, CancellationToken.None);

        await _database.RestartAsync();

        var again = new SettingsBook(Options.Create(_configured), _database.Documents, _time);
        Assert.That(await again.GetPersonAsync(_ada.Person, CancellationToken.None), Is.EqualTo(new PersonSettings { Harness = "codex", Notifications = NotificationChoice.Attention }));
        Assert.That(await again.GetPersonAsync(Some.Person(), CancellationToken.None), Is.EqualTo(PersonSettings.None));
    }

    [Test]
    public async Task The_same_request_again_is_the_same_change_even_after_another_one()
    {
        var first = await ChangeAsync("inbox:1", "acme/one");
        await ChangeAsync("inbox:2", "acme/two");

        var again = await ChangeAsync("inbox:1", "acme/one");

        Assert.That(again, Is.EqualTo(first));
        Assert.That((await _book.GetChannelAsync(Channel, CancellationToken.None)).Repository, Is.EqualTo("acme/two"));
    }

    [Test]
    public async Task What_is_so_already_is_no_change()
    {
        await ChangeAsync("inbox:1", "acme/one");

        Assert.That(await ChangeAsync("inbox:2", "acme/one"), Is.Null);
        Assert.That(await _book.ChangeChannelAsync("C0OTHER", ChannelSettings.None, "inbox:3", _ada, CancellationToken.None), Is.Null);
    }

    [Test]
    public async Task Undo_puts_back_what_was_there_once()
    {
        await ChangeAsync("inbox:1", "acme/one");
        await ChangeAsync("inbox:2", "acme/two");

        var undo = await _book.UndoAsync(Channel, "inbox:2", "inbox:3", _ada, CancellationToken.None);
        var repeated = await _book.UndoAsync(Channel, "inbox:2", "inbox:3", _ada, CancellationToken.None);
        var second = await _book.UndoAsync(Channel, "inbox:2", "inbox:4", _ada, CancellationToken.None);

        Assert.That((undo.Result, repeated.Result, second.Result), Is.EqualTo((UndoResult.Undone, UndoResult.Undone, UndoResult.UndoneBefore)));
        Assert.That(repeated.Change, Is.EqualTo(undo.Change));
        Assert.That((await _book.GetChannelAsync(Channel, CancellationToken.None)).Repository, Is.EqualTo("acme/one"));
    }

    [Test]
    public async Task Undo_leaves_a_later_change_alone()
    {
        await ChangeAsync("inbox:1", "acme/one");
        await ChangeAsync("inbox:2", "acme/two");

        var (result, _, change) = await _book.UndoAsync(Channel, "inbox:1", "inbox:3", _ada, CancellationToken.None);

        Assert.That((result, change), Is.EqualTo((UndoResult.ChangedSince, (ChannelChange?)null)));
        Assert.That((await _book.GetChannelAsync(Channel, CancellationToken.None)).Repository, Is.EqualTo("acme/two"));
    }

    [Test]
    public async Task Undo_ends_after_a_day()
    {
        await ChangeAsync("inbox:1", "acme/one");
        _time.Advance(SettingsBook.UndoTime + TimeSpan.FromSeconds(1));

        Assert.That((await _book.UndoAsync(Channel, "inbox:1", "inbox:2", _ada, CancellationToken.None)).Result, Is.EqualTo(UndoResult.TooOld));
        Assert.That((await _book.UndoAsync(Channel, "inbox:9", "inbox:3", _ada, CancellationToken.None)).Result, Is.EqualTo(UndoResult.Unknown));
        Assert.That((await _book.UndoAsync("C0OTHER", "inbox:1", "inbox:4", _ada, CancellationToken.None)).Result, Is.EqualTo(UndoResult.Unknown));
    }

    [Test]
    public async Task Only_the_last_changes_are_kept()
    {
        for (var number = 1; number <= 30; number++)
        {
            await ChangeAsync($"inbox:{number}", $"acme/number-{number}");
        }

        var stored = await _database.Documents.GetAsync("settings.channels", Channel, CancellationToken.None);
        Assert.That((await _book.UndoAsync(Channel, "inbox:20", "inbox:31", _ada, CancellationToken.None)).Result, Is.EqualTo(UndoResult.Unknown));
        Assert.That(stored, Does.Not.Contain("number-19").And.Contain("number-21"));
    }

    [TestCase(":robot_face:", "robot_face")]
    [TestCase("Ship_It", "ship_it")]
    [TestCase(":+1::skin-tone-3:", "+1")]
    [TestCase(":x:", null)]
    [TestCase("eyes", null)]
    [TestCase("two words", null)]
    [TestCase("🤖", null)]
    [TestCase("", null)]
    public void Names_of_emoji_are_read_strictly(string text, string? name) =>
        Assert.That(TriggerEmoji.TryRead(text, out var read) ? read : null, Is.EqualTo(name));

    [TestCase(null, null, "boom", "boom")]
    [TestCase(null, ":bulb:", "boom", "bulb")]
    [TestCase("hammer", "bulb", "boom", "hammer")]
    [TestCase("off", "bulb", "boom", null)]
    [TestCase(null, "off", "boom", null)]
    [TestCase(null, null, null, null)]
    public async Task The_trigger_of_a_channel_comes_from_the_strongest_layer(string? stored, string? configured, string? workspace, string? expected)
    {
        _configured.Workspace.TriggerEmoji = workspace;
        _configured.Channels[Channel] = new RunDefaults { TriggerEmoji = configured };
        await _book.ChangeChannelAsync(Channel, new ChannelSettings { TriggerEmoji = stored }, "inbox:1", _ada, CancellationToken.None);

        Assert.That(await _book.GetTriggerEmojiAsync(Channel, CancellationToken.None), Is.EqualTo(expected));
    }

    [Test]
    public void A_configured_emoji_that_could_never_work_is_found_at_the_start()
    {
        _configured.Channels["C1"] = new RunDefaults { TriggerEmoji = "x" };

        var result = new DefaultsOptionsValidator().Validate(null, _configured);

        Assert.That(result.FailureMessage, Does.Contain("Defaults:Channels:C1:TriggerEmoji is 'x'"));
    }

    private Task<ChannelChange?> ChangeAsync(string key, string repository) =>
        _book.ChangeChannelAsync(Channel, new ChannelSettings { Repository = repository }, key, _ada, CancellationToken.None);

    private Task<DefaultLayers> LayersAsync(string layers) => _book.GetLayersAsync(
        _ada.Person,
        Channel,
        layers.Contains('T', StringComparison.Ordinal) ? Some.Run() with { Model = "T", Steering = Steering("T"), ContextMode = Context("T") } : null,
        CancellationToken.None);

    private async Task SetAsync(string layers)
    {
        if (layers.Contains('P', StringComparison.Ordinal))
        {
            await _book.SetPersonAsync(_ada.Person, new PersonSettings { Harness = "p", Model = "P", Steering = Steering("P"), Context = Context("P") }, CancellationToken.None);
        }

        if (layers.Contains('S', StringComparison.Ordinal))
        {
            await _book.ChangeChannelAsync(Channel, new ChannelSettings { Harness = "s", Model = "S", Steering = Steering("S"), Context = Context("S") }, "inbox:1", _ada, CancellationToken.None);
        }

        if (layers.Contains('C', StringComparison.Ordinal))
        {
            _configured.Channels[Channel] = Defaults("C");
        }

        if (layers.Contains('W', StringComparison.Ordinal))
        {
            _configured.Workspace = Defaults("W");
        }
    }

    private static RunDefaults Defaults(string layer) => new() { Model = layer, Steering = Steering(layer), Context = Context(layer) };

    // Neighbouring layers differ.
    private static TurnDelivery Steering(string layer) => layer is "T" or "S" or "W" ? TurnDelivery.Interrupt : TurnDelivery.Now;

    private static ContextMode Context(string layer) => layer is "T" or "S" or "W" ? ContextMode.None : ContextMode.Message;
}
