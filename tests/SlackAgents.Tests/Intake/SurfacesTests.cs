using System.Globalization;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Api;
using SlackAgents.Core.Intake.Requests;
using SlackAgents.Core.Messages;
using SlackAgents.Core.Replies.Forms;
using SlackAgents.Core.Runs;
using SlackAgents.Testing.Data;
using SlackAgents.Testing.Fakes;
using SlackAgents.Testing.Time;

namespace SlackAgents.Tests.Intake;

/// <summary>The same words mean the same run, wherever they are said.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class SurfacesTests
{
    private const string DirectMessages = "D0ADA";

    private static int _requests;

    private CoreDriver _core = null!;

    [SetUp]
    public async Task SetUpAsync() => _core = await CoreDriver.StartNewAsync(core =>
    {
        core.Engine.Agent = Agents.WorkForEverAsync;
        core.Defaults.Workspace.TriggerEmoji = "robot_face";
        core.People.Channels[DirectMessages] = FakePeople.Ordinary(DirectMessages) with { IsDirectMessage = true };
    });

    [TearDown]
    public async Task TearDownAsync() => await _core.DisposeAsync();

    /// <summary>How each surface brings a text to the core. A surface is one function.</summary>
    private static Dictionary<RequestSurface, Func<CoreDriver, string, Task>> Surfaces { get; } = new Dictionary<RequestSurface, Func<CoreDriver, string, Task>>
    {
        [RequestSurface.Slash] = (core, text) => CommandAsync(core, text, RequestSurface.Slash, core.Channel, messageTs: null),
        [RequestSurface.Mention] = (core, text) => CommandAsync(core, text, RequestSurface.Mention, core.Channel, Some.Ts()),
        [RequestSurface.DirectMessage] = (core, text) => CommandAsync(core, text, RequestSurface.DirectMessage, DirectMessages, Some.Ts()),
        [RequestSurface.Thread] = (core, text) => core.HandleAsync(
            new ThreadMessage(Key(), core.Ada, core.Channel, Some.Ts(), Some.Ts(), text, IsMention: true, CoreDriver.Now), CancellationToken.None),
    };

    /// <summary>Surfaces that only start runs: what would be answered elsewhere cannot be said there.</summary>
    private static Dictionary<RequestSurface, Func<CoreDriver, string, Task>> Starting { get; } = new Dictionary<RequestSurface, Func<CoreDriver, string, Task>>
    {
        [RequestSurface.Modal] = async (core, text) =>
        {
            await core.HandleAsync(new CommandInvocation(Key(), core.Ada, core.Channel, null, null, string.Empty, null, CoreDriver.Now) { TriggerId = "trigger" }, CancellationToken.None);
            await FillAsync(core, text);
        },
        [RequestSurface.MessageShortcut] = async (core, text) =>
        {
            var message = new SaidMessage(Some.Ts(), core.Bob, "Bob", "something that is broken", [], [], IsOurs: false);
            await core.HandleAsync(new ShortcutUsed(Key(), core.Ada, ShortcutUsed.OnMessage, "trigger", core.Channel, message, null, null, CoreDriver.Now), CancellationToken.None);
            await FillAsync(core, text);
        },
        [RequestSurface.GlobalShortcut] = async (core, text) =>
        {
            await core.HandleAsync(new ShortcutUsed(Key(), core.Ada, ShortcutUsed.Global, "trigger", null, null, null, null, CoreDriver.Now), CancellationToken.None);
            await FillAsync(core, text, ("where", core.Channel));
        },
        [RequestSurface.Reaction] = async (core, text) =>
        {
            var message = new SaidMessage(Some.Ts(), core.Ada, "Ada", text, [], [], IsOurs: false);
            core.Messages.Threads[(core.Channel, message.Ts)] = [message];
            await core.HandleAsync(new ReactionAdded(Key(), core.Ada, core.Channel, message.Ts, "robot_face", CoreDriver.Now), CancellationToken.None);
        },
        [RequestSurface.Api] = (core, text) => core.Get<ApiRuns>().StartAsync(new ApiStart(core.Ada, text, new Dictionary<string, string>(StringComparer.Ordinal), core.Channel), RunId.New(), CancellationToken.None),
    };

    private static readonly Dictionary<RequestSurface, Func<CoreDriver, string, Task>> Every = Surfaces.Concat(Starting).ToDictionary();

    /// <summary>Each text, and the run that it means.</summary>
    private static IReadOnlyList<(string Text, Meaning Means)> Texts { get; } =
    [
        ("fix the flaky login test", new Meaning("fix the flaky login test")),
        ("repo=acme/other fix it", new Meaning("fix it") { Repository = "acme/other", Choice = "you named it" }),
        ("fix it base=release/2.1 please", new Meaning("fix it please") { Base = "release/2.1" }),
        ("[harness=robot, model=claude-haiku-4-5] fix it", new Meaning("fix it") { Harness = "robot", Model = "claude-haiku-4-5" }),
        ("harness=hasty fix it [harness: robot]", new Meaning("fix it") { Harness = "robot" }),
        ("push=off steer=now context=none look at it", new Meaning("look at it") { Push = false, Steering = TurnDelivery.Now, Context = ContextMode.None }),
        ("explain `repo=acme/other` and `[base=main]`", new Meaning("explain `repo=acme/other` and `[base=main]`")),
        ("run: stop the world", new Meaning("stop the world")),
        ("stop using tabs\nand use spaces", new Meaning("stop using tabs\nand use spaces")),
        ("say it in <#C0123ABCD|ops>", new Meaning("say it in #ops")),
        ("fix\u202E it\u200B", new Meaning("fix it")),
    ];

    [Test]
    public async Task The_same_request_is_the_same_run_on_every_surface([ValueSource(nameof(Names))] string surface, [ValueSource(nameof(Numbers))] int number)
    {
        var (text, expected) = Texts[number];

        await Every[Enum.Parse<RequestSurface>(surface)](_core, text);

        var run = (await _core.Database.Runs.ListRecentAsync(_core.Ada, 2, CancellationToken.None)).Single();
        var task = (await _core.Database.Runs.GetTurnsAsync(run.Id, CancellationToken.None)).Single();
        Assert.That(MeaningOf(run, task), Is.EqualTo(expected));
    }

    [TestCase("repo=acme/other modle=x fix it", "Did you mean “model=”")]
    [TestCase("statsu", "Did you mean “status”")]
    [TestCase("fix it channel=<#C0123ABCD|ops>", "belongs to `fork`")]
    [TestCase("repo=acme/widgets", "no task")]
    [TestCase("stop 012345678", "not a run id")]
    [TestCase("status", "You have no runs yet")]
    [TestCase("list", "You have no runs yet")]
    [TestCase("help", "Your runs")]
    [TestCase("", "Your runs")]
    public async Task What_starts_nothing_is_answered_the_same_on_every_surface(string text, string part)
    {
        foreach (var (_, sayAsync) in Surfaces)
        {
            await sayAsync(_core, text);
        }

        await Testing.Time.Eventually.ThatAsync(() => _core.Slack.Private.Count(said => FakePost.Words(said.Content).Contains(part, StringComparison.Ordinal)), Is.EqualTo(Surfaces.Count));
        Assert.That(await _core.Database.Runs.ListRecentAsync(null, 1, CancellationToken.None), Is.Empty);
    }

    [Test]
    public async Task Where_a_form_can_be_shown_nothing_said_asks_for_one_and_elsewhere_for_help()
    {
        await _core.HandleAsync(new CommandInvocation(Key(), _core.Ada, _core.Channel, null, Some.Ts(), "  ", null, CoreDriver.Now), CancellationToken.None);

        await _core.PrivateWordAsync("starts a run");
    }

    private static IEnumerable<string> Names() => Every.Keys.Select(surface => surface.ToString());

    private static IEnumerable<int> Numbers() => Enumerable.Range(0, Texts.Count);

    private static Task CommandAsync(CoreDriver core, string text, RequestSurface surface, string channel, string? messageTs) => core.HandleAsync(
        new CommandInvocation(Key(), core.Ada, channel, null, messageTs, text, null, CoreDriver.Now) { Surface = surface },
        CancellationToken.None);

    /// <summary>Sends the form that stands open, with this task and nothing else changed.</summary>
    private static async Task FillAsync(CoreDriver core, string task, params (string Name, string Value)[] more)
    {
        var form = await Eventually.FindAsync(() => Task.FromResult(core.Forms.Open.Values.SingleOrDefault(open => open.Submit is not null)), "the form");
        var values = more.ToDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal);
        values["task"] = task;
        foreach (var field in form.Parts.OfType<SearchField>().Where(field => field.Selected is not null))
        {
            values[field.Name] = field.Selected!.Value;
        }

        await core.HandleAsync(new FormSubmission(Key(), core.Ada, form.Id, form.Context, values, CoreDriver.Now), CancellationToken.None);
    }

    private static string Key() => string.Create(CultureInfo.InvariantCulture, $"surface:{Interlocked.Increment(ref _requests)}");

    private static Meaning MeaningOf(Run run, Turn task) => new(task.Prompt)
    {
        Repository = run.Repository.ToString(),
        Choice = run.RepositoryChoice,
        Base = run.Base ?? "main",
        Harness = run.Harness,
        Model = run.Model,
        Push = run.Push,
        Steering = run.Steering,
        Context = run.ContextMode,
    };

    /// <summary>What a request means; whatever is not set is what the installation of these tests has.</summary>
    private sealed record Meaning(string Task)
    {
        public string Repository { get; init; } = "acme/widgets";

        public string Choice { get; init; } = "workspace default";

        public string Base { get; init; } = "main";

        public string Harness { get; init; } = "claude";

        public string Model { get; init; } = "claude-sonnet-4-5";

        public bool Push { get; init; } = true;

        public TurnDelivery Steering { get; init; }

        public ContextMode? Context { get; init; }
    }
}
