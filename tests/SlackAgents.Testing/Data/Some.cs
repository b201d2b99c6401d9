using System.Globalization;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Inbox;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Traces;

namespace SlackAgents.Testing.Data;

/// <summary>
/// Valid data whose exact values do not matter, different with each call. What a test is about it sets itself, by <c>with</c>.
/// </summary>
internal static class Some
{
    private static int _count;

    /// <summary>A fixed instant, so that tests read the same every day.</summary>
    public static DateTimeOffset Instant { get; } = new(2030, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static RunId RunId() => Core.Ids.RunId.New();

    public static PersonId Person() => new("T0TEAM", $"U{Next():D8}");

    public static Requester Requester() => new(Person(), $"Person {Next()}");

    public static RepositoryName Repository() => RepositoryName.Parse($"acme/widgets-{Next()}");

    public static string Channel() => $"C{Next():D8}";

    /// <summary>A Slack message timestamp.</summary>
    public static string Ts() => string.Create(CultureInfo.InvariantCulture, $"1893553445.{Next():D6}");

    /// <summary>A forty-digit object id of git.</summary>
    public static string Sha() => Next().ToString("x40", CultureInfo.InvariantCulture);

    public static string Key() => $"key/{Next()}";

    public static PrivateAddress PrivateAddress() => new(Person(), Channel(), ThreadTs: null, ResponseUrl: null);

    /// <summary>A run that waits in the queue and has no card yet.</summary>
    public static Run Run()
    {
        var id = RunId();
        var requester = Requester();
        var channel = Channel();
        return new Run
        {
            Id = id,
            State = RunState.Queued,
            Requester = requester,
            ReplyTo = new PrivateAddress(requester.Person, channel, ThreadTs: null, ResponseUrl: null),
            Channel = channel,
            Title = $"Fix the readme typo {Next()}",
            Repository = Repository(),
            RepositoryChoice = "you named it",
            Branch = $"agent/{id}-fix-the-readme-typo",
            Harness = "claude",
            Model = "some-model",
            SessionId = $"00000000-0000-4000-8000-{Next():x12}",
            CreatedAt = Instant,
            StateSince = Instant,
        };
    }

    /// <summary>A run whose card is in Slack, so that messages have a thread.</summary>
    public static Run RunWithCard() => Run() with { CardTs = Ts() };

    /// <summary>The first turn of a run, waiting.</summary>
    public static Turn Turn(RunId run) => new()
    {
        Run = run,
        Number = 1,
        State = TurnState.Waiting,
        Prompt = $"Fix the readme typo {Next()}",
        PromptId = $"00000000-0000-4000-9000-{Next():x12}",
        Author = Person(),
        AuthorName = $"Person {Next()}",
        CreatedAt = Instant,
    };

    /// <summary>A message for the thread of a run, of normal priority.</summary>
    public static OutboxMessage Message(Run run) => new()
    {
        Key = Key(),
        Run = run.Id,
        Kind = OutboxKind.Message,
        Priority = OutboxPriority.Normal,
        Channel = run.Channel,
        Content = Content(),
        CreatedAt = Instant,
    };

    /// <summary>An answer that only one person sees and that belongs to no run.</summary>
    public static OutboxMessage PrivateMessage()
    {
        var address = PrivateAddress();
        return new OutboxMessage
        {
            Key = Key(),
            Kind = OutboxKind.Private,
            Priority = OutboxPriority.Normal,
            Channel = address.Channel,
            PrivateAddress = address,
            Content = Content(),
            CreatedAt = Instant,
        };
    }

    public static ReplyContent Content()
    {
        var text = $"Something was said {Next()}";
        return new ReplyContent(text, [new Paragraph(text)]);
    }

    /// <summary>A new run with its first turn and its card, as an accepted request makes them.</summary>
    public static RunChange NewRun() => NewRun(Run());

    public static RunChange NewRun(Run run) =>
        new(run, [Turn(run.Id)], [Message(run) with { Kind = OutboxKind.Card, Content = null }]);

    public static InboxItem InboxItem() => new(InboxKinds.SlashCommand, [Key()], $$"""{"text":"task {{Next()}}"}""");

    /// <summary>An event that happens once by nature: it has no key.</summary>
    public static TraceEntry TraceEntry() => new(1, Instant, new TextEvent($"text {Next()}"));

    /// <summary>A line of a harness, with a key.</summary>
    public static TraceEntry KeyedTraceEntry()
    {
        var key = Key();
        return new TraceEntry(1, Instant, new TextEvent($"text of {key}"), key, $$"""{"key":"{{key}}"}""");
    }

    private static int Next() => Interlocked.Increment(ref _count);
}
