using System.Text;
using SlackAgents.Core.Wording;

namespace SlackAgents.Core.Intake.Grammar;

/// <summary>
/// Takes <c>repo= base= harness= model= push= steer=</c> out of a text, wherever they stand outside code. A later one wins.
/// A key that is nearly one of them is a problem and not text: a run on the wrong branch costs more than a question.
/// </summary>
internal sealed class OptionParser(OptionValues values)
{
    private const int MaxProblems = 5;

    private static readonly Dictionary<string, string> Synonyms = new(StringComparer.OrdinalIgnoreCase)
    {
        ["repo"] = "repo",
        ["repository"] = "repo",
        ["base"] = "base",
        ["branch"] = "base",
        ["harness"] = "harness",
        ["agent"] = "harness",
        ["model"] = "model",
        ["push"] = "push",
        ["steer"] = "steer",
        ["steering"] = "steer",
    };

    // Words of their own that happen to look like one of ours; "set mode=dark" is a task.
    private static readonly HashSet<string> OrdinaryWords = new(StringComparer.OrdinalIgnoreCase)
    {
        "bar", "bare", "batch", "bench", "brand", "case", "mode", "modal", "node", "modes", "nodes", "report", "agents", "gent", "event", "bash", "vase", "ease", "code",
        "speed", "sleep", "sheet", "steps", "steel", "steep", "stderr", "setter", "street", "string", "stereo", "sweep", "seer", "setting", "starting", "stemming",
    };

    public ParsedOptions Parse(string text)
    {
        var kept = new StringBuilder(text.Length);
        var options = RunOptions.None;
        var problems = new List<AgentCommand.Invalid>();
        var segments = CodeSpans.Split(text);
        for (var index = 0; index < segments.Count; index++)
        {
            var segment = segments[index];
            if (segment.IsCode)
            {
                kept.Append(segment.Text);
                continue;
            }

            var at = 0;
            foreach (var token in OptionScanner.Scan(segment.Text, index == 0, index == segments.Count - 1))
            {
                var key = KeyOf(token, problems);
                if (key is null)
                {
                    continue;
                }

                options = Apply(options, key, token.Value, problems);
                kept.Append(segment.Text, at, token.Start - at);
                at = token.Start + token.Length;
                at = SkipGap(kept, segment.Text, at);
            }

            kept.Append(segment.Text, at, segment.Text.Length - at);
        }

        return new ParsedOptions(kept.ToString().Trim(), options, problems);
    }

    private RunOptions Apply(RunOptions options, string key, string value, List<AgentCommand.Invalid> problems)
    {
        var (changed, problem) = values.Apply(options, key, value.Trim());
        if (problem is not null && problems.Count < MaxProblems)
        {
            problems.Add(problem);
        }

        return changed;
    }

    private static string? KeyOf(OptionToken token, List<AgentCommand.Invalid> problems)
    {
        if (Synonyms.TryGetValue(token.Key, out var key))
        {
            return key;
        }

        // FOO=bar is how environment variables are written.
        var isEnvironment = token.Key.Length > 1 && token.Key.All(char.IsAsciiLetterUpper);
        if (isEnvironment || OrdinaryWords.Contains(token.Key) || problems.Count >= MaxProblems)
        {
            return null;
        }

        var near = Synonyms.Keys.Where(known => DidYouMean.Distance(token.Key, known) <= Tolerance(token.Key, known))
            .MinBy(known => DidYouMean.Distance(token.Key, known));
        if (near is not null)
        {
            problems.Add(new AgentCommand.Invalid(
                $"There is no option “{token.Key}=”. Did you mean “{near}=”? If it belongs to the task, put it in `backticks`.",
                $"{near}={Quoted(token.Value)}"));
        }

        return null;
    }

    // In four letters two errors turn nearly everything into everything.
    private static int Tolerance(string typed, string known) => typed.Length <= 4 || known.Length <= 4 ? 1 : DidYouMean.MaxDistance;

    private static string Quoted(string value)
    {
        var shown = OptionValues.Show(value);
        return shown.Contains(' ', StringComparison.Ordinal) ? $"\"{shown}\"" : shown;
    }

    // The words on both sides stay apart by what was before the option; line breaks stay.
    private static int SkipGap(StringBuilder kept, string text, int at)
    {
        if (kept.Length == 0 || char.IsWhiteSpace(kept[^1]))
        {
            while (at < text.Length && (text[at] is ' ' or '\t'))
            {
                at++;
            }
        }

        return at;
    }
}
