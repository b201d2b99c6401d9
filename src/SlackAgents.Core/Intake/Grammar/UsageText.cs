using System.Text;

namespace SlackAgents.Core.Intake.Grammar;

/// <summary>What help shows, in pieces that fit a phone. Kept beside the grammar: a test parses every form and example.</summary>
internal static class UsageText
{
    public const string OptionsTopic = "options";
    public const string ThreadTopic = "thread";
    public const string MoreTopic = "more";

    /// <summary>What may follow <c>help</c>.</summary>
    public static IReadOnlyList<string> Topics { get; } = [OptionsTopic, ThreadTopic, MoreTopic];

    /// <summary>Verbs of the short help; the others are under <see cref="MoreTopic"/>.</summary>
    public static IReadOnlyList<string> Short { get; } = ["list", "status", "stop", "retry", "fork", "logs", "settings"];

    /// <summary>Options, anywhere in the task, also as <c>[a=b, c=d]</c>.</summary>
    public static IReadOnlyList<UsageEntry> Options { get; } =
    [
        new("repo=owner/name", "the repository, when it is not the channel's own"),
        new("base=branch", "the branch to start from"),
        new("harness=name", "the agent that does the work"),
        new("model=name", "the model that it uses, for example sonnet, gpt or its full name"),
        new("push=off", "change nothing on GitHub; only answer in the thread"),
        new("steer=now", "replies reach the agent while it works; steer=interrupt: they end the turn; steer=queue: they wait for its end"),
        new("context=none", "the agent is given the task alone; context=message: with the message it was asked in; context=thread: with the thread"),
        new("channel=#channel", "with fork: where the new run goes"),
    ];

    /// <summary>How a reply says when it is to reach the agent.</summary>
    public static IReadOnlyList<UsageEntry> Steering { get; } =
    [
        new("now: message", "give it to the agent while it works"),
        new("interrupt: message", "end the turn under way, keep its work, and go on with this"),
        new("queue: message", "wait until the turn has ended"),
        new("aside: message", "said among people: the agent is not told"),
        new("steer=now", "all further replies reach the agent while it works"),
        new("model=name", "the next turns use another model"),
    ];

    /// <summary>Reactions that people can use.</summary>
    public static IReadOnlyList<UsageEntry> Reactions { get; } =
    [
        new(":x:", "on any message of the run: stop it"),
    ];

    public static IReadOnlyList<string> Examples { get; } =
    [
        "fix the flaky login test",
        "repo=acme/widgets fix the typo in the readme",
        "base=release/2.1 push=off why does the nightly build fail?",
        "[repo=acme/widgets, model=opus] speed up the import",
    ];

    /// <summary>As plain lines, each form in backticks.</summary>
    /// <param name="topic">One of <see cref="Topics"/>; null for the short help.</param>
    /// <param name="command">What precedes the forms, for example <c>/agent</c>.</param>
    /// <param name="harnesses">Names of the installed harnesses.</param>
    public static string Render(string? topic, string command, IEnumerable<string> harnesses)
    {
        var text = new StringBuilder();
        switch (topic)
        {
            case OptionsTopic:
                Section(text, "Anywhere in the task, alone or as `[a=b, c=d]`; the later one wins", Options.Select(Line));
                Section(text, "Examples", Examples.Select(example => $"`{command} {example}`"));
                return text.Append("Agents here: ").AppendJoin(", ", harnesses).Append(". What stands in `backticks` is text.").ToString();
            case ThreadTopic:
                Section(text, "In a run's thread, as the whole message, as `!word`, or to me by name", Verbs.All.Where(IsThreadWord).Select(verb => $"`{verb.InThread}` {verb.Meaning}"));
                Section(text, "At the beginning of a reply, or anywhere in it", Steering.Select(Line));
                Section(text, "Reactions", Reactions.Select(Line));
                return text.Append("Everything else is for the agent. Without mentioning me, a reply that begins with somebody's name is for that person.").ToString();
            case MoreTopic:
                Section(text, "All commands", Verbs.All.Select(verb => $"`{command} {verb.Form}` {verb.Meaning}"));
                return text.Append($"Without a run's id, your latest run is meant. `{command}` alone opens a form.").ToString();
            default:
                text.Append($"`{command} <task>` starts a run: say in your own words what is to be done.\n\n");
                Section(text, "Your runs", Short.Select(word => Verbs.Find(word)!).Select(verb => $"`{command} {verb.Form}` {verb.Meaning}"));
                return text.Append($"More: `{command} help {OptionsTopic}` · `{command} help {ThreadTopic}` · `{command} help {MoreTopic}`").ToString();
        }
    }

    /// <summary>Verbs that are words of a thread; the others are replies of their own kind.</summary>
    private static bool IsThreadWord(Verb verb) => verb.Argument != VerbArgument.Text || verb.Word == Verbs.Fork;

    private static string Line(UsageEntry entry) => $"`{entry.Form}` {entry.Meaning}";

    private static void Section(StringBuilder text, string title, IEnumerable<string> lines) =>
        text.Append(title).Append('\n').AppendJoin('\n', lines.Select(line => "• " + line)).Append("\n\n");
}
