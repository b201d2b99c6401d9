using SlackAgents.Core.Ids;
using SlackAgents.Core.Wording;

namespace SlackAgents.Core.Intake.Grammar;

/// <summary>Reads verbs that take a run or a choice. A verb is one only when it comes first and the rest fits.</summary>
internal static class VerbReader
{
    private const int MaxVerbWords = 5;
    private const int MinIdLike = RunId.Length - 2;
    private const int MaxIdLike = RunId.Length + 2;
    private const int MinMistyped = 4;
    private const string IdDecoration = "#`'\"“”<>().,!?:";

    // Work that is said in one word, and happens to look like a verb of ours.
    private static readonly HashSet<string> OneWordTasks = new(StringComparer.OrdinalIgnoreCase) { "lint", "helm", "form", "work", "step", "test", "link" };

    /// <summary>Null when it is a task.</summary>
    public static AgentCommand? Read(string text)
    {
        // More words than this are a sentence, however it begins.
        var words = text.Split((char[]?)null, MaxVerbWords + 1, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length is 0 or > MaxVerbWords)
        {
            return null;
        }

        return words[0] switch
        {
            "--help" or "-h" or "?" when words.Length == 1 => new AgentCommand.Help(),
            _ when words.Length == 1 && words[0].Equals("help?", StringComparison.OrdinalIgnoreCase) => new AgentCommand.Help(),
            _ when Verbs.Find(words[0]) is { } verb => verb.Argument switch
            {
                VerbArgument.Run => AboutRun(verb, words),
                VerbArgument.Choice => Choose(verb, words[1..]),
                _ => null,
            },
            _ => words.Length == 1 ? Mistyped(words[0]) : null,
        };
    }

    /// <summary>The command of a verb with this choice, or with none; null when the words are no choice of it.</summary>
    public static AgentCommand? Choose(Verb verb, IReadOnlyList<string> rest) => rest switch
    {
        [] => verb.Make!(null, null),
        [var word] when verb.Choices.Contains(word.TrimEnd('.', '!'), StringComparer.OrdinalIgnoreCase) => verb.Make!(null, word.TrimEnd('.', '!').ToLowerInvariant()),
        _ => null,
    };

    /// <summary>The id that a word is, as people decorate them.</summary>
    public static RunId? IdOf(string word) => RunId.TryParse(word.Trim(IdDecoration.ToCharArray()), out var id) ? id : null;

    /// <summary>Whether the word is an id whatever stands around it: ten letters without a digit may be a word.</summary>
    public static bool IsSurelyId(string word) => IdOf(word) is not null && word.Any(char.IsAsciiDigit);

    /// <summary>What to say when a word is nearly an id; null when it is none. A mistyped id must not become a task that costs money.</summary>
    public static AgentCommand.Invalid? NearlyId(string verb, string decorated)
    {
        var word = decorated.Trim(IdDecoration.ToCharArray());
        if (IdOf(word) is not null || !word.Any(char.IsAsciiDigit) || word.Length is < MinIdLike or > MaxIdLike || !word.All(char.IsAsciiLetterOrDigit))
        {
            return null;
        }

        // Crockford's alphabet leaves out the look-alikes, so there is one reading of each (crockford.com/base32.html).
        var read = word.ToLowerInvariant().Replace('o', '0').Replace('i', '1').Replace('l', '1');
        return RunId.TryParse(read, out var id)
            ? new AgentCommand.Invalid($"“{word}” is not a run id: they never contain i, l, o or u. Did you mean “{id}”?", $"{verb} {id}")
            : new AgentCommand.Invalid($"“{word}” is not a run id; those have {RunId.Length} letters and digits. The list shows yours.", "list");
    }

    private static AgentCommand? AboutRun(Verb verb, string[] words)
    {
        if (words.Length > 1 && words[1].Equals(verb.Object, StringComparison.OrdinalIgnoreCase))
        {
            words = [words[0], .. words[2..]];
        }

        if (words.Length == 1)
        {
            return verb.Make!(null, null);
        }

        // Ids of ten random characters have a digit 39 times in 40.
        if (IdOf(words[1]) is { } id && (words.Length == 2 || IsSurelyId(words[1])))
        {
            return verb.Make!(id, null);
        }

        return words.Length == 2 ? NearlyId(verb.Word, words[1]) : null;
    }

    /// <summary>One word that is nearly a verb: a run for "statsu" would cost money and do nothing.</summary>
    private static AgentCommand.Invalid? Mistyped(string word) =>
        word.Length >= MinMistyped && word.All(char.IsAsciiLetter) && !OneWordTasks.Contains(word)
        && Verbs.All.FirstOrDefault(verb => verb.Word.Length >= MinMistyped && DidYouMean.Distance(word, verb.Word) == 1) is { } near
            ? new AgentCommand.Invalid($"Did you mean “{near.Word}”? If “{word}” is the task, say it in more words.", near.Word)
            : null;
}
