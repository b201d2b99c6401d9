namespace SlackAgents.Core.Intake.Grammar;

/// <summary>Every verb there is, with its twin in a thread. What is read, shown as help and documented comes from here.</summary>
internal static class Verbs
{
    public const string Run = "run";
    public const string Fork = "fork";
    public const string Aside = "aside";

    /// <summary>
    /// Help, logs and list count alone in a thread although they are ordinary words: one word of them gives an agent
    /// nothing to do, and the answer disturbs nobody, because only who asked sees it.
    /// </summary>
    public static IReadOnlyList<Verb> All { get; } =
    [
        new(Run, VerbArgument.Text, "run: <task>", "a plain reply", "start a run with words that would mean something else"),
        new("list", VerbArgument.Choice, "list [all]", "list", "your runs, and where each one stands; all: everybody's here", (_, choice) => new AgentCommand.List(choice is not null)) { Choices = ["all"] },
        new("status", VerbArgument.Run, "status [run]", "status", "where a run stands", (run, _) => new AgentCommand.Status(run)),
        new("stop", VerbArgument.Run, "stop [run]", "stop", "end a run; what it committed is kept", (run, _) => new AgentCommand.Stop(run)),
        new("retry", VerbArgument.Run, "retry [run]", "retry", "do the last turn of a run again", (run, _) => new AgentCommand.Retry(run)),
        new(Fork, VerbArgument.Text, "fork [run] [#channel] [task]", "fork [#channel] [task]", "a new run that begins where another one is; with other words it does those"),
        new("logs", VerbArgument.Run, "logs [run]", "logs", "the last lines of what the agent did", (run, _) => new AgentCommand.Logs(run)),
        new("now", VerbArgument.Text, "now <run> <text>", "now: <text>", "tell the agent while it works"),
        new("queue", VerbArgument.Text, "queue <run> <text>", "queue: <text>", "tell the agent after the turn"),
        new("interrupt", VerbArgument.Text, "interrupt <run> <text>", "interrupt: <text>", "end the turn, keep its work, and go on with this"),
        new(Aside, VerbArgument.Text, "aside", "aside: <text>", "said among people: the agent is not told"),
        new("mute", VerbArgument.Run, "mute [run]", "mute", "replies no longer reach the agent, unless they are for it by name", (run, _) => new AgentCommand.Mute(run, On: true)),
        new("unmute", VerbArgument.Run, "unmute [run]", "unmute", "replies reach the agent again", (run, _) => new AgentCommand.Mute(run, On: false)),
        new("approve", VerbArgument.Run, "approve [run]", "approve", "let a held change go to GitHub", (run, _) => new AgentCommand.Decide(run, Approve: true)),
        new("reject", VerbArgument.Run, "reject [run]", "reject", "keep a held change away from GitHub", (run, _) => new AgentCommand.Decide(run, Approve: false)),
        new("revoke", VerbArgument.Run, "revoke [run]", "revoke links", "end all links to the run's trace that were given out so far", (run, _) => new AgentCommand.RevokeLinks(run)) { Object = "links" },
        new("settings", VerbArgument.Choice, "settings [channel]", "!settings [channel]", "what your runs use when you do not say it; channel: what this channel's use", (_, choice) => new AgentCommand.Settings(choice is "channel"))
        {
            Choices = ["channel", "me"],
            IsOrderAlone = false,
        },
        new("link", VerbArgument.Choice, "link [undo]", "!link [undo]", "tie your Slack account to your GitHub account, or untie it", (_, choice) => new AgentCommand.Link(choice is "undo"))
        {
            Choices = ["github", "undo"],
            IsOrderAlone = false,
        },
        new("token", VerbArgument.Choice, "token [revoke]", "!token [revoke]", "a token for starting runs by HTTP, or none any more", (_, choice) => new AgentCommand.ApiToken(choice is not null))
        {
            Choices = ["revoke"],
            IsOrderAlone = false,
        },
        new("help", VerbArgument.Choice, "help [options|thread|more]", "help", "what can be said", (_, choice) => new AgentCommand.Help(choice)) { Choices = UsageText.Topics },
    ];

    public static Verb? Find(string word) => All.FirstOrDefault(verb => string.Equals(verb.Word, word, StringComparison.OrdinalIgnoreCase));
}
