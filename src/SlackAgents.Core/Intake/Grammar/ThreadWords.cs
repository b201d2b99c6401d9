using System.Text.RegularExpressions;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Wording;

namespace SlackAgents.Core.Intake.Grammar;

/// <summary>
/// Reads the orders of a thread, the twins of <see cref="Verbs"/>. Only the word itself counts ("stop", "Stop.", "!stop",
/// "@agent stop"); in a sentence it is part of what the agent is told. What a verb takes besides ("list all") counts
/// with the mark or said to the bot.
/// </summary>
internal sealed partial class ThreadWords(CommandGrammar grammar)
{
    private const int MaxLength = 100;

    /// <summary>The order, or null when the message is for the agent.</summary>
    /// <param name="text">What was said; a mention of the bot may still stand before it.</param>
    /// <param name="run">The thread's run, which the order is about.</param>
    /// <param name="toBot">The bot was mentioned.</param>
    public AgentCommand? Parse(string? text, RunId run, bool toBot)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var said = HiddenCharacters.Strip(text).Text.Trim();
        return Word(said, run, toBot) ?? Fork(said, run);
    }

    /// <summary>Whether an action of a button is an order about a run.</summary>
    public static bool IsOrder(string action) => action == Verbs.Fork || Verbs.Find(action) is { Argument: VerbArgument.Run };

    /// <summary>The order that an action of a button is, about this run.</summary>
    public static AgentCommand? OfButton(string action, RunId run) =>
        action == Verbs.Fork ? new AgentCommand.Fork(run, null, null, RunOptions.None)
        : Verbs.Find(action) is { Argument: VerbArgument.Run } verb ? verb.Make!(run, null)
        : null;

    private static AgentCommand? Word(string said, RunId run, bool toBot)
    {
        var match = said.Length <= MaxLength ? Order().Match(said) : Match.Empty;
        if (!match.Success || Verbs.Find(match.Groups["verb"].Value) is not { Make: { } make } verb)
        {
            return null;
        }

        var isMarked = toBot || match.Groups["mark"].Success || match.Groups["mention"].Success;
        var choice = match.Groups["choice"].Value;
        return choice.Length == 0 || choice.Equals(verb.Object, StringComparison.OrdinalIgnoreCase) ? (isMarked || verb.IsOrderAlone ? make(run, null) : null)
            : isMarked && verb.Argument == VerbArgument.Choice ? VerbReader.Choose(verb, [choice])
            : null;
    }

    /// <summary>Has words of its own. Options of a new run, which mean nothing in a reply, show that it is no sentence.</summary>
    private AgentCommand? Fork(string said, RunId run)
    {
        var match = Forking().Match(said);
        if (!match.Success || said.Length > RequestLimits.MaxTaskLength)
        {
            return null;
        }

        var parsed = grammar.ParseReply(match.Groups["fork"].Value);
        var hasOptions = parsed.Options != RunOptions.None || parsed.Problems.Count > 0;
        return ForkReader.Read(parsed, run, match.Groups["mark"].Success || hasOptions);
    }

    // A mention is <@U123> or <@U123|name> (docs.slack.dev/messaging/formatting-message-text).
    [GeneratedRegex(
        @"\A(?<mention><@[A-Z0-9]+(?:\|[^<>\n]*)?>[\s,:]*)?(?<mark>!)?(?<verb>[A-Za-z]+)(?:[ \t]+(?<choice>[A-Za-z]+))?\s*[.!]?\s*\z",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Order();

    [GeneratedRegex(
        @"\A(<@[A-Z0-9]+(\|[^<>\n]*)?>[\s,:]*)?(?<mark>!)?(?<fork>fork([\s:.!][\s\S]*)?)\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Forking();
}
