using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Intake.Grammar;

/// <summary>
/// The one grammar of every surface: what somebody types after <c>/agent</c> or a mention. Pure and total: every text
/// has an answer. A verb is one only when it comes first and the rest fits; everything else is a task in plain words.
/// </summary>
/// <param name="harnesses">Every word that names a harness, and the name it stands for.</param>
internal sealed class CommandGrammar(IReadOnlyDictionary<string, string> harnesses)
{
    private const int MaxVerbWords = 5;
    private const int MinIdLike = RunId.Length - 2;
    private const int MaxIdLike = RunId.Length + 2;
    private const string IdDecoration = "#`'\"“”<>().,!?:";

    private readonly OptionParser _options = new(new OptionValues(harnesses));

    public AgentCommand Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return new AgentCommand.Help();
        }

        if (text.Length > RequestLimits.MaxTaskLength)
        {
            return new AgentCommand.Invalid(
                $"That is {text.Length} characters long; the limit is {RequestLimits.MaxTaskLength}. Put the long part in a file or an issue and link to it.",
                null);
        }

        var visible = HiddenCharacters.Strip(text);
        var parsed = _options.Parse(visible.Text);
        if (Verb(parsed.Text) is { } verb)
        {
            return verb;
        }

        return parsed.Problems.Count > 0 ? Together(parsed.Problems)
            : parsed.Text.Length > 0 ? new AgentCommand.Run(parsed.Text, parsed.Options, visible.Removed)
            : string.IsNullOrWhiteSpace(visible.Text) ? new AgentCommand.Help()
            : new AgentCommand.Invalid("There are options but no task. Say in your own words what is to be done.", $"{visible.Text.Trim()} fix the flaky login test");
    }

    private static AgentCommand? Verb(string text)
    {
        // More words than this are a sentence, however it begins.
        var words = text.Split((char[]?)null, MaxVerbWords + 1, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length is 0 or > MaxVerbWords)
        {
            return null;
        }

        var verb = words[0].ToLowerInvariant();
        return verb switch
        {
            "help" or "--help" or "-h" or "?" or "help?" when words.Length == 1 => new AgentCommand.Help(),
            "list" when words.Length == 1 => new AgentCommand.List(),
            "status" or "stop" => AboutRun(verb, words),
            _ => null,
        };
    }

    private static AgentCommand? AboutRun(string verb, string[] words)
    {
        if (words.Length == 1)
        {
            return Make(verb, null);
        }

        var word = words[1].Trim(IdDecoration.ToCharArray());
        var hasDigit = word.Any(char.IsAsciiDigit);

        // Ten letters without a digit may be a word; alone after the verb they are an id, in a sentence they are not.
        if (RunId.TryParse(word, out var id) && (words.Length == 2 || hasDigit))
        {
            return Make(verb, id);
        }

        // A mistyped id must not become a task that costs money. Ids of ten random characters have a digit 39 times in 40.
        var looksLikeId = words.Length == 2 && hasDigit && word.Length is >= MinIdLike and <= MaxIdLike && word.All(char.IsAsciiLetterOrDigit);
        return looksLikeId ? NoSuchId(verb, word) : null;
    }

    private static AgentCommand.Invalid NoSuchId(string verb, string word)
    {
        // Crockford's alphabet leaves out the look-alikes, so there is one reading of each (crockford.com/base32.html).
        var read = word.ToLowerInvariant().Replace('o', '0').Replace('i', '1').Replace('l', '1');
        return RunId.TryParse(read, out var id)
            ? new AgentCommand.Invalid($"“{word}” is not a run id: they never contain i, l, o or u. Did you mean “{id}”?", $"{verb} {id}")
            : new AgentCommand.Invalid($"“{word}” is not a run id; those have {RunId.Length} letters and digits. The list shows yours.", "list");
    }

    private static AgentCommand Make(string verb, RunId? id) =>
        string.Equals(verb, "stop", StringComparison.Ordinal) ? new AgentCommand.Stop(id) : new AgentCommand.Status(id);

    private static AgentCommand.Invalid Together(IReadOnlyList<AgentCommand.Invalid> problems) =>
        new(string.Join(' ', problems.Select(problem => problem.Sentence)), problems.Select(problem => problem.Suggestion).FirstOrDefault(suggestion => suggestion is not null));
}
