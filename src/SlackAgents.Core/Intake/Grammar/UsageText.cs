using System.Text;

namespace SlackAgents.Core.Intake.Grammar;

/// <summary>What help, an empty command and an invalid one show. Kept beside the grammar: a test parses every example.</summary>
internal static class UsageText
{
    /// <summary>Commands, to be typed after <c>/agent</c> or a mention.</summary>
    public static IReadOnlyList<UsageEntry> Commands { get; } =
    [
        new("<task>", "start a run; say in your own words what is to be done"),
        new("list", "your runs, and where each one stands"),
        new("status [run]", "where a run stands; without an id, your latest"),
        new("stop [run]", "end a run; what it committed is kept"),
        new("help", "this text"),
    ];

    /// <summary>Options, anywhere in the task.</summary>
    public static IReadOnlyList<UsageEntry> Options { get; } =
    [
        new("repo=owner/name", "the repository, when it is not the channel's own"),
        new("base=branch", "the branch to start from"),
        new("harness=name", "the agent that does the work"),
        new("model=name", "the model that it uses, for example sonnet, gpt or its full name"),
        new("push=off", "change nothing on GitHub; only answer in the thread"),
        new("steer=now", "replies reach the agent while it works; steer=interrupt: they end the turn; steer=queue: they wait for its end"),
    ];

    /// <summary>Orders in a run's thread; anything else said there is passed to the agent.</summary>
    public static IReadOnlyList<UsageEntry> InThread { get; } =
    [
        new("stop", "end the run (so does the :x: reaction on its card)"),
        new("status", "where it stands"),
        new("retry", "try again after a failure"),
        new("approve", "let a held change go to GitHub"),
        new("reject", "keep a held change away from GitHub"),
    ];

    /// <summary>How a reply says when it is to reach the agent.</summary>
    public static IReadOnlyList<UsageEntry> Steering { get; } =
    [
        new("now: message", "give it to the agent while it works"),
        new("interrupt: message", "end the turn under way, keep its work, and go on with this"),
        new("queue: message", "wait until the turn has ended"),
    ];

    public static IReadOnlyList<string> Examples { get; } =
    [
        "fix the flaky login test",
        "repo=acme/widgets fix the typo in the readme",
        "base=release/2.1 push=off why does the nightly build fail?",
    ];

    /// <summary>All of it as plain lines, each form in backticks.</summary>
    /// <param name="command">What precedes the forms, for example <c>/agent</c>.</param>
    /// <param name="harnesses">Names of the installed harnesses.</param>
    public static string Render(string command, IEnumerable<string> harnesses)
    {
        var text = new StringBuilder();
        Section(text, "Commands", Commands.Select(entry => $"`{command} {entry.Form}` {entry.Meaning}"));
        Section(text, "Options, anywhere in the task", Options.Select(entry => $"`{entry.Form}` {entry.Meaning}"));
        Section(text, "In the thread of a run", InThread.Select(entry => $"`{entry.Form}` {entry.Meaning}"));
        Section(text, "At the beginning of a reply", Steering.Select(entry => $"`{entry.Form}` {entry.Meaning}"));
        Section(text, "Examples", Examples.Select(example => $"`{command} {example}`"));
        return text.Append("Agents here: ").AppendJoin(", ", harnesses).Append('.').ToString();
    }

    private static void Section(StringBuilder text, string title, IEnumerable<string> lines) =>
        text.Append(title).Append('\n').AppendJoin('\n', lines.Select(line => "• " + line)).Append("\n\n");
}
