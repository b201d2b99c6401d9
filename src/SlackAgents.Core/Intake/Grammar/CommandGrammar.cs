using System.Text.RegularExpressions;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Wording;

namespace SlackAgents.Core.Intake.Grammar;

/// <summary>
/// The one grammar of every surface: what somebody types after <c>/agent</c> or a mention. Pure and total: every text
/// has an answer. A verb is one only when it comes first and the rest fits; everything else is a task in plain words.
/// </summary>
/// <param name="harnesses">Every word that names a harness, and the name it stands for.</param>
internal sealed partial class CommandGrammar(IReadOnlyDictionary<string, string> harnesses)
{
    private readonly OptionParser _options = new(new OptionValues(harnesses));

    public AgentCommand Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return new AgentCommand.NewRun();
        }

        if (text.Length > RequestLimits.MaxTaskLength)
        {
            return new AgentCommand.Invalid(
                $"That is {text.Length} characters long; the limit is {RequestLimits.MaxTaskLength}. Put the long part in a file or an issue and link to it.",
                null);
        }

        var visible = HiddenCharacters.Strip(text);
        if ((Tell(visible.Text) ?? Aside(visible.Text)) is { } said)
        {
            return said;
        }

        var parsed = _options.Parse(visible.Text);
        return Verb(parsed) ?? Work(parsed, visible);
    }

    /// <summary>Takes the options out of a reply.</summary>
    /// <param name="text">Hidden characters taken out.</param>
    public ParsedOptions ParseReply(string text) => _options.Parse(text);

    private static AgentCommand? Verb(ParsedOptions parsed)
    {
        if (VerbReader.Read(parsed.Text) is { } verb)
        {
            return verb;
        }

        if (parsed.Text.StartsWith(Verbs.Fork, StringComparison.OrdinalIgnoreCase) && ForkReader.Read(parsed, thread: null, isOrder: false) is { } fork)
        {
            return fork;
        }

        // The mark is for threads, where every word is for the agent. Here it is a habit, and no task.
        return parsed.Text.StartsWith('!') && Verb(parsed with { Text = parsed.Text[1..] }) is { } marked and not AgentCommand.Invalid
            ? new AgentCommand.Invalid("The exclamation mark belongs to orders in the thread of a run; here the word alone is one.", parsed.Text[1..])
            : null;
    }

    private static AgentCommand Work(ParsedOptions parsed, VisibleText visible)
    {
        if (parsed.Problems.Count > 0)
        {
            return Together(parsed.Problems);
        }

        if (parsed.Channel is not null)
        {
            return new AgentCommand.Invalid("“channel=” belongs to `fork`: a run answers where it was asked for. Ask for it in that channel.", null);
        }

        var task = PlainTask(parsed.Text);
        return task.TrimEnd(':').Equals(Verbs.Run, StringComparison.OrdinalIgnoreCase) ? new AgentCommand.NewRun()
            : task.Length > 0 ? new AgentCommand.Run(task, parsed.Options, visible.Removed)
            : string.IsNullOrWhiteSpace(visible.Text) ? new AgentCommand.NewRun()
            : new AgentCommand.Invalid("There are options but no task. Say in your own words what is to be done.", $"{visible.Text.Trim()} fix the flaky login test");
    }

    /// <summary>A text that is known to be a task, as the agent is told it.</summary>
    public static string PlainTask(string text) => ChannelReference.Plain(WithoutRun(text));

    /// <summary>
    /// The word that says that it is a task is no part of it: "run: stop the server", "run fix the typo". Where it may be
    /// ("run the tests") it stays, since the agent understands both.
    /// </summary>
    private static string WithoutRun(string text) => Run().Match(text) is { Success: true } match ? match.Groups["task"].Value : text;

    /// <summary><c>now 4f9c2k7m1a use tabs</c> and the like; without a run's id only with a colon: "now it works" is a sentence.</summary>
    private static AgentCommand? Tell(string text)
    {
        var match = Telling().Match(text);
        if (!match.Success)
        {
            return null;
        }

        var (verb, rest) = (match.Groups["verb"].Value.ToLowerInvariant(), match.Groups["rest"].Value.Trim());
        var (id, said) = IdFirst(rest);
        var isOrder = match.Groups["colon"].Success || match.Groups["mark"].Success;
        return id is { } run ? Said(run, said)
            : isOrder ? Said(null, rest)
            : rest.Length == 0 ? Said(null, rest)
            : VerbReader.NearlyId(verb, rest.Split(':')[0]) is { } nearly ? nearly with { Suggestion = nearly.Suggestion is "list" ? "list" : null }
            : null;

        AgentCommand Said(RunId? to, string what) => what.Length == 0
            ? new AgentCommand.Invalid($"Say what the agent is to be told, after the run: `{verb} <run> <text>`.", null)
            : new AgentCommand.Tell(to, SteeringWords.All[verb], what);
    }

    private static (RunId? Id, string Said) IdFirst(string text)
    {
        var words = text.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries);
        var surely = words.Length > 0 && (VerbReader.IsSurelyId(words[0]) || (words[0].EndsWith(':') && VerbReader.IdOf(words[0]) is not null));
        return surely ? (VerbReader.IdOf(words[0]), words.Length > 1 ? words[1].Trim() : string.Empty) : (null, text);
    }

    private static AgentCommand.Invalid? Aside(string text) => AsideWords.IsAside(text) || text.Trim().Equals(Verbs.Aside, StringComparison.OrdinalIgnoreCase)
        ? new AgentCommand.Invalid("Asides are for the thread of a run: there, `aside: …` is said among people, and the agent is not told. Here there is nobody to keep it from, so nothing was done.", null)
        : null;

    private static AgentCommand.Invalid Together(IReadOnlyList<AgentCommand.Invalid> problems) =>
        new(string.Join(' ', problems.Select(problem => problem.Sentence)), problems.Select(problem => problem.Suggestion).FirstOrDefault(suggestion => suggestion is not null));

    [GeneratedRegex(
        @"\Arun(?:\s*:\s*(?<task>[\s\S]*\S[\s\S]*)|\s+(?<task>(?:fix|add|remove|implement|refactor|rename|explain|investigate|improve|replace|bump|upgrade|create|delete|write|find|please|why|what|how)\b[\s\S]*))\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Run();

    [GeneratedRegex(
        @"\A\s*(?<mark>!)?(?<verb>now|queue|interrupt)(?:(?<colon>\s*:)(?<rest>[\s\S]*)|\s+(?<rest>[\s\S]*)|(?<rest>))\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Telling();
}
