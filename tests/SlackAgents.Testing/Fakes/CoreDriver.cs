using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SlackAgents.Core.Harnesses;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake;
using SlackAgents.Core.Intake.Requests;
using SlackAgents.Core.Intake.Settings;
using SlackAgents.Core.Messages;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Policies.Accounts;
using SlackAgents.Core.Publishing;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Replies.Forms;
using SlackAgents.Core.Repositories;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Runs.Context;
using SlackAgents.Core.Runs.Messages;
using SlackAgents.Core.Sandboxes;
using SlackAgents.Core.Traces;
using SlackAgents.Testing.Data;
using SlackAgents.Testing.Storage;
using SlackAgents.Testing.Time;

namespace SlackAgents.Testing.Fakes;

/// <summary>The real core on a real store and real git, between walls of the test's own. Can be killed and started again.</summary>
internal sealed class CoreDriver : IAsyncDisposable
{
    private readonly TempDirectory _directory = new();
    private readonly List<IAsyncDisposable> _remains = [];
    private TestDatabase _database;
    private ServiceProvider _services = null!;
    private ProcessLife _life = new();
    private int _requests;

    private CoreDriver(TestDatabase database)
    {
        _database = database;
        Engine = new FakeSandboxEngine(Gateway);
        Host = new FakeHost(_directory.Combine("host", "widgets.git"));
    }

    public FakeGateway Gateway { get; } = new();

    public FakeProviders Providers { get; } = new();

    public FakeSandboxEngine Engine { get; }

    public FakeHost Host { get; }

    public FakeReplyChannel Slack { get; } = new();

    public FakeAgentSessions AgentSessions { get; } = new();

    public FakePeople People { get; } = new();

    public FakeAccounts Accounts { get; } = new();

    public FakeMessageReader Messages { get; } = new();

    public FakeFormChannel Forms { get; } = new();

    public TestDatabase Database => _database;

    public RunsOptions Limits { get; } = new() { StopGrace = TimeSpan.FromMilliseconds(100) };

    public SandboxOptions Sandbox { get; } = new();

    public PublishingOptions Publishing { get; } = new();

    public HarnessOptions Harnesses { get; } = new();

    public AccessOptions Access { get; } = new();

    public ContextOptions Context { get; } = new();

    public McpOptions Tools { get; } = new();

    public DefaultsOptions Defaults { get; } = new() { Workspace = new RunDefaults { Repository = "acme/widgets" } };

    public PersonId Ada { get; } = new(FakePeople.Home, "U0ADA");

    public PersonId Bob { get; } = new(FakePeople.Home, "U0BOB");

    public string Channel { get; } = "C0GENERAL";

    public static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>What somebody does, as Slack tells of it.</summary>
    public Task HandleAsync<TRequest>(TRequest request, CancellationToken cancellationToken)
        where TRequest : IPersonRequest => Get<IRequestHandler<TRequest>>().HandleAsync(request, cancellationToken);

    /// <summary>Not started yet, so that limits and fakes can be set.</summary>
    public static async Task<CoreDriver> CreateAsync() => new(await TestDatabase.CreateAsync());

    public static async Task<CoreDriver> StartNewAsync(Action<CoreDriver>? prepare = null)
    {
        var driver = await CreateAsync();
        prepare?.Invoke(driver);
        await driver.StartAsync();
        return driver;
    }

    public async Task StartAsync()
    {
        _life = new ProcessLife();
        _services = Compose(_life);
        foreach (var service in _services.GetServices<IHostedService>())
        {
            await service.StartAsync(CancellationToken.None);
        }
    }

    /// <summary>An orderly end: what is under way is handed over.</summary>
    public async Task StopAsync()
    {
        foreach (var service in _services.GetServices<IHostedService>().Reverse())
        {
            await service.StopAsync(CancellationToken.None);
        }

        await _services.DisposeAsync();
    }

    public async Task RestartAsync()
    {
        await StopAsync();
        await _database.RestartAsync();
        await StartAsync();
    }

    /// <summary>As kill -9 at this moment, and a new process on what lies on the disk.</summary>
    public async Task CrashAsync()
    {
        _life.Kill();
        var copy = await _database.OpenAsIfKilledNowAsync();
        _life.Bury();
        await StopAsync();
        _remains.Add(_database);
        _database = copy;
        await StartAsync();
    }

    /// <summary>A wait that ends when the process that waits is killed.</summary>
    public Task UntilKilledAsync() => _life.LostAsync<int>();

    public async Task<Run> AskAsync(string text = "fix the readme typo", PersonId? by = null)
    {
        var key = $"inbox:{Interlocked.Increment(ref _requests)}";
        await AskAsync(key, text, by);
        return await Eventually.FindAsync(async () => await Database.Runs.ListRecentAsync(by ?? Ada, 1, CancellationToken.None) is [var run, ..] ? run : null);
    }

    public Task AskAsync(string key, string text, PersonId? by = null) =>
        HandleAsync(new CommandInvocation(key, by ?? Ada, Channel, null, null, text, null, Now), CancellationToken.None);

    /// <summary>Says something in the run's thread, once its card is there.</summary>
    public async Task<string> ReplyAsync(RunId id, string text, PersonId? by = null)
    {
        var run = await Eventually.FindAsync(async () => await Database.Runs.GetAsync(id, CancellationToken.None) is { CardTs: not null } found ? found : null);
        var ts = Some.Ts();
        await HandleAsync(
            new ThreadMessage($"reply:{ts}", by ?? Ada, run.Channel, run.ReplyThread!, ts, text, IsMention: false, Now),
            CancellationToken.None);
        return ts;
    }

    /// <summary>Clicks a button of the run's thread, as Slack tells of it.</summary>
    public Task ClickAsync(FakePost post, string text, PersonId? by = null)
    {
        var button = post.Content.Parts.OfType<Buttons>().SelectMany(row => row.Items).First(one => one.Text == text);
        return HandleAsync(
            new ButtonClick($"click:{Interlocked.Increment(ref _requests)}", by ?? Ada, post.Channel, post.ThreadTs, post.Ts, button.Action, button.Value, null, Now),
            CancellationToken.None);
    }

    /// <summary>Waits for the post of a run's question.</summary>
    public Task<FakePost> QuestionAsync(RunId id, int number = 1) =>
        Eventually.FindAsync(() => Task.FromResult(Slack.Posts.FirstOrDefault(post => post.Key == $"{id}/question{number}")), $"question {number}");

    public async Task<Run> ReadAsync(RunId id) => (await Database.Runs.GetAsync(id, CancellationToken.None))!;

    public Task<Run> WhenAsync(RunId id, params RunState[] states) =>
        Eventually.FindAsync(async () => await Database.Runs.GetAsync(id, CancellationToken.None) is { } run && states.Contains(run.State) ? run : null, string.Join(" or ", states));

    /// <summary>Waits for the message that ends a turn.</summary>
    public Task<FakePost> EndOfAsync(RunId id, int turn = 1) =>
        Eventually.FindAsync(() => Task.FromResult(Slack.Posts.FirstOrDefault(post => post.Key == TurnEndMessage.KeyOf(id, turn))), $"the end of turn {turn}");

    public Task<string> PrivateWordAsync(string part) =>
        Eventually.FindAsync(() => Task.FromResult(Slack.Private.Select(said => FakePost.Words(said.Content)).FirstOrDefault(text => text.Contains(part, StringComparison.Ordinal))), $"a private word: {part}");

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _database.DisposeAsync();
        foreach (var one in _remains)
        {
            await one.DisposeAsync();
        }

        _directory.Dispose();
    }

    private ServiceProvider Compose(ProcessLife life)
    {
        var services = new ServiceCollection()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning))
            .AddSingleton(TimeProvider.System)
            .AddSingleton(_database.Documents).AddSingleton(Lifeline<IMessageReader>.To(Messages, life)).AddSingleton<IFormChannel>(Forms)
            .AddSingleton(_database.Runs).AddSingleton(_database.Outbox).AddSingleton(_database.Traces)
            .AddKeyedSingleton(IntakeRegistration.StoredInbox, _database.Inbox)
            .AddSingleton(Lifeline<IReplyChannel>.To(Slack, life))
            .AddSingleton(Lifeline<IRepositoryHost>.To(Host, life)).AddSingleton(Lifeline<IPullRequestHost>.To(Host, life))
            .AddSingleton(Lifeline<ISandboxEngine>.To(Engine, life)).AddSingleton(Lifeline<IGateway>.To(Gateway, life))
            .AddSingleton<IPersonDirectory>(People).AddSingleton<IAgentSessions>(AgentSessions)
            .AddSingleton<IGitHubSignIn>(Accounts).AddSingleton<IRepositoryRights>(Accounts)
            .AddSingleton(new LinkInvitations(new byte[32], () => new Uri("https://agents.test/"), _database.Documents, TimeProvider.System))
            .AddSingleton(new RunsLinks(new byte[32], () => new Uri("https://agents.test/"), _database.Documents, TimeProvider.System))
            .AddSingleton(new SecretRegistry(TimeProvider.System))
            .AddSingleton<IModelProviders>(Providers)
            .Configure<ModelOptions>(options =>
            {
                foreach (var harness in (string[])["robot", "hasty", "deaf"])
                {
                    options.Prices.Add(new ModelPrice { Provider = "anthropic", Id = $"{harness}-*", InputPerMillion = 1, OutputPerMillion = 1 });
                }
            })
            .AddSingleton<TraceHub>()
            .AddSingleton(new SecretRedactor(new SecretRegistry(TimeProvider.System), text => text))
            .AddSingleton(provider => ActivatorUtilities.CreateInstance<TraceWriter>(provider, (Func<string, string>)(text => text)))
            .AddHostedService(provider => provider.GetRequiredService<TraceWriter>())
            .AddSingleton(new TraceLinks(new byte[32], () => new Uri("https://agents.test/"), TimeSpan.FromDays(1), TimeProvider.System))
            .AddSingleton(Microsoft.Extensions.Options.Options.Create(Publishing)).AddSingleton<PushPolicy>().AddSingleton<BranchDiffReader>()
            .AddSingleton(Microsoft.Extensions.Options.Options.Create(Limits)).AddSingleton(Microsoft.Extensions.Options.Options.Create(Sandbox))
            .AddSingleton(Microsoft.Extensions.Options.Options.Create(Harnesses))
            .AddSingleton(Microsoft.Extensions.Options.Options.Create(Tools)).AddSingleton(Microsoft.Extensions.Options.Options.Create(Context))
            .AddSingleton(Microsoft.Extensions.Options.Options.Create(Access)).AddSingleton(Microsoft.Extensions.Options.Options.Create(Defaults))
            .AddRepositories(new RepositoryStorage(_directory.Combine("data")))
            .AddSingleton<IHarness>(new FakeHarness("robot", SteeringWay.DuringTurn)).AddSingleton<IHarness>(new FakeHarness("hasty", SteeringWay.CutsStep))
            .AddSingleton<IHarness>(new FakeHarness("deaf", SteeringWay.NextTurn))
            .AddHarnesses().AddReplies().AddRuns().AddIntake();
        return services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true });
    }
}
