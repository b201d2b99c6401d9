using System.Text;
using SlackAgents.Core.Wording;

namespace SlackAgents.Core.Intake.Grammar;

/// <summary>
/// Takes <c>repo= base= harness= model= push= steer= context= channel=</c> out of a text, wherever they stand outside code,
/// alone or as <c>[a=b, c=d]</c>. A later one wins.
/// A key that is nearly one of them is a problem and not text: a run on the wrong branch costs more than a question.
/// </summary>
internal sealed class OptionParser(OptionValues values)
{
    private const int MaxProblems = 5;
    private const string ChannelKey = "channel";

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
        ["context"] = "context",
        ["channel"] = ChannelKey,
    };

    // Words of their own that happen to look like one of ours; "set mode=dark" is a task.
    private static readonly HashSet<string> OrdinaryWords = new(StringComparer.OrdinalIgnoreCase)
    {
        "bar", "bare", "batch", "bench", "brand", "case", "mode", "modal", "node", "modes", "nodes", "report", "agents", "gent", "event", "bash", "vase", "ease", "code",
        "content", "contest", "contexts", "channels", "speed", "sleep", "sheet", "steps", "steel", "steep", "stderr", "setter", "street", "string", "stereo", "sweep", "seer", "setting", "starting", "stemming",
    };

    public ParsedOptions Parse(string text)
    {
        var kept = new StringBuilder(text.Length);
        var result = new ParsedOptions(string.Empty, RunOptions.None, []);
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
                if (Take(token, result, problems) is not { } taken)
                {
                    continue;
                }

                result = taken;
                kept.Append(segment.Text, at, token.Start - at);
                at = token.Start + token.Length;
                at = SkipGap(kept, segment.Text, at);
            }

            kept.Append(segment.Text, at, segment.Text.Length - at);
        }

        return result with { Text = kept.ToString().Trim(), Problems = problems };
    }

    /// <returns>Null when the token is text.</returns>
    private ParsedOptions? Take(OptionToken token, ParsedOptions before, List<AgentCommand.Invalid> problems)
    {
        // One known key tells that the brackets are for us; then none of the others may be a slip of the finger.
        if (token.InBrackets && !token.Pairs.Any(pair => Synonyms.ContainsKey(pair.Key)))
        {
            return null;
        }

        var found = new List<AgentCommand.Invalid>();
        var after = before;
        foreach (var pair in token.Pairs)
        {
            if (Synonyms.TryGetValue(pair.Key, out var key))
            {
                if (Apply(after, key, pair.Value.Trim(), found) is not { } changed)
                {
                    return null;
                }

                after = changed;
            }
            else if (!token.InBrackets)
            {
                Ask(pair, problems);
                return null;
            }
            else
            {
                found.Add(Unknown(pair));
            }
        }

        // "[agent: says no]" is how people write: with colons all of it must make sense, or it is text.
        if (found.Count > 0 && token.Pairs.Any(pair => pair.WithColon))
        {
            return null;
        }

        problems.AddRange(found.Take(MaxProblems - problems.Count));
        return after;
    }

    private ParsedOptions? Apply(ParsedOptions before, string key, string value, List<AgentCommand.Invalid> problems)
    {
        if (key == ChannelKey)
        {
            return ChannelReference.TryParse(value, out var channel) ? before with { Channel = channel }
                : ChannelReference.IsName(value) ? Refuse(new AgentCommand.Invalid($"I cannot tell which channel “{OptionValues.Show(value)}” is. Choose it from the list that Slack shows after you type #.", null))
                : null; // "channel=stable" belongs to somebody's task
        }

        var (changed, problem) = values.Apply(before.Options, key, value);
        return problem is null ? before with { Options = changed } : Refuse(problem);

        ParsedOptions Refuse(AgentCommand.Invalid refusal)
        {
            problems.Add(refusal);
            return before;
        }
    }

    private static void Ask(OptionPair pair, List<AgentCommand.Invalid> problems)
    {
        // FOO=bar is how environment variables are written.
        var isEnvironment = pair.Key.Length > 1 && pair.Key.All(char.IsAsciiLetterUpper);
        if (!isEnvironment && !OrdinaryWords.Contains(pair.Key) && problems.Count < MaxProblems && Near(pair.Key) is not null)
        {
            problems.Add(Unknown(pair));
        }
    }

    private static AgentCommand.Invalid Unknown(OptionPair pair) => Near(pair.Key) is { } near
        ? new AgentCommand.Invalid($"There is no option “{pair.Key}=”. Did you mean “{near}=”? If it belongs to the task, put it in `backticks`.", $"{near}={Quoted(pair.Value)}")
        : new AgentCommand.Invalid($"There is no option “{pair.Key}=”. `help options` shows what there is; if it belongs to the task, put it in `backticks`.", null);

    private static string? Near(string typed) => Synonyms.Keys
        .Where(known => DidYouMean.Distance(typed, known) <= Tolerance(typed, known))
        .MinBy(known => DidYouMean.Distance(typed, known));

    // In four letters two errors turn nearly everything into everything; "convert" and "cancel" are near the long ones.
    private static int Tolerance(string typed, string known) => typed.Length <= 4 || known.Length <= 4 || known is "context" or ChannelKey ? 1 : DidYouMean.MaxDistance;

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
