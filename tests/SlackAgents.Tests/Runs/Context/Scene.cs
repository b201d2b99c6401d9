using System.Collections.Concurrent;
using System.Globalization;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake;
using SlackAgents.Core.Intake.Grammar;
using SlackAgents.Core.Intake.Requests;
using SlackAgents.Core.Messages;
using SlackAgents.Core.Runs;
using SlackAgents.Testing.Fakes;
using SlackAgents.Testing.Time;

namespace SlackAgents.Tests.Runs.Context;

/// <summary>A thread of a channel, in which somebody asks for a run with the last message.</summary>
internal sealed class Scene
{
    public static readonly string Root = Ts(0);

    private readonly ConcurrentQueue<FakeTurn> _turns = new();
    private int _asked;

    public Scene(CoreDriver core)
    {
        Core = core;
        Core.Engine.Agent = async turn =>
        {
            Prompts.Enqueue(turn.Prompt);
            _turns.Enqueue(turn);
            return await Agents.EditAsync(turn);
        };
    }

    public CoreDriver Core { get; }

    /// <summary>What the agent was told in each turn.</summary>
    public ConcurrentQueue<string> Prompts { get; } = new();

    public string Prompt => Prompts.First();

    public FakeTurn Turn => _turns.First();

    public static string Ts(int minute) => string.Create(CultureInfo.InvariantCulture, $"{1_700_000_000 + (minute * 60)}.000100");

    public SaidMessage Said(int minute, string text, PersonId? by = null) =>
        new(Ts(minute), by ?? Core.Bob, $"Name of {(by ?? Core.Bob).User}", text, [], [], IsOurs: false);

    public static SaidMessage Bot(int minute, string text, bool ours = false) => new(Ts(minute), null, "Alerts", text, [], [], ours);

    public MessageFile File(string name, string content, string type = "text/plain") => File(name, System.Text.Encoding.UTF8.GetBytes(content), type);

    public MessageFile File(string name, byte[] content, string type = "application/octet-stream")
    {
        var file = new MessageFile($"F{Core.Messages.Files.Count}", name, type, content.Length, "https://files.slack.com/x");
        Core.Messages.Files[file.Id] = content;
        return file;
    }

    public void Thread(params SaidMessage[] messages) => Core.Messages.Threads[(Core.Channel, Root)] = [.. messages];

    /// <summary>Asks by mention, in the thread, and adds that message to it.</summary>
    public async Task<Run> AskAsync(string text = "fix the readme typo", SaidMessage? message = null, IReadOnlyList<MessageFile>? files = null, ContextMode? mode = null, RequestSurface surface = RequestSurface.Mention)
    {
        var thread = Core.Messages.Threads.GetOrAdd((Core.Channel, Root), _ => []);
        var asking = message ?? Said(thread.Count, $"@agent {text}", Core.Ada);
        thread.Add(asking);
        await Core.Get<RunAdmission>().AdmitAsync(
            new RunRequest
            {
                RunId = RunId.New(),
                RequestKey = $"ask:{_asked++}",
                Requester = new Requester(Core.Ada, "Ada"),
                Channel = Core.Channel,
                ThreadTs = Root,
                Task = text,
                Options = new RunOptions { Context = mode },
                Surface = surface,
                MessageTs = asking.Ts,
                Files = files ?? [],
                ReplyTo = new PrivateAddress(Core.Ada, Core.Channel, Root, null),
            },
            CancellationToken.None);
        return await Eventually.FindAsync(async () => await Core.Database.Runs.ListRecentAsync(Core.Ada, 1, CancellationToken.None) is [var run, ..] ? run : null);
    }

    /// <summary>Asks, and waits for the end of the turn.</summary>
    public async Task<Run> RunAsync(string text = "fix the readme typo", SaidMessage? message = null, IReadOnlyList<MessageFile>? files = null, ContextMode? mode = null, RequestSurface surface = RequestSurface.Mention)
    {
        var run = await AskAsync(text, message, files, mode, surface);
        await Core.EndOfAsync(run.Id);
        return await Core.ReadAsync(run.Id);
    }

    public async Task ReplyAsync(Run run, string text, params MessageFile[] files)
    {
        var found = await Eventually.FindAsync(async () => await Core.Database.Runs.GetAsync(run.Id, CancellationToken.None) is { CardTs: not null } there ? there : null);
        var ts = Ts(10_000 + _asked++);
        await Core.HandleAsync(
            new ThreadMessage($"reply:{ts}", Core.Ada, found.Channel, found.ReplyThread!, ts, text, IsMention: false, CoreDriver.Now) { Files = files },
            CancellationToken.None);
    }

    /// <summary>The paths that a prompt names.</summary>
    public static IReadOnlyList<string> PathsIn(string prompt) =>
        [.. prompt.Split('\n').Where(line => line.StartsWith("- /run/slackagents/files/", StringComparison.Ordinal)).Select(line => line[2..].Split(" (")[0])];

    public string Given(string path) => System.IO.File.ReadAllText(Turn.OnHost(path));
}
