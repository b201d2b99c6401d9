using SlackAgents.Core.Intake.Grammar;

namespace SlackAgents.Core.Intake.NewRuns;

/// <summary>
/// A task whose quoted lines (<c>&gt; …</c>) are somebody else's words: options count only in the person's own, as they
/// do not count inside code.
/// </summary>
internal static class TaskText
{
    private const string Fence = "```";

    public static ParsedOptions Parse(string text, OptionParser parser)
    {
        var kept = new List<string>();
        var options = RunOptions.None;
        var problems = new List<AgentCommand.Invalid>();
        foreach (var (part, isQuote) in Parts(text))
        {
            if (isQuote)
            {
                kept.Add(part);
                continue;
            }

            var parsed = parser.Parse(part);
            kept.Add(parsed.Text);
            options = Over(parsed.Options, options);
            problems.AddRange(parsed.Problems);
        }

        return new ParsedOptions(CommandGrammar.PlainTask(string.Join('\n', kept).Trim()), options, problems);
    }

    /// <summary>What <paramref name="strong"/> says, and where it says nothing, what <paramref name="weak"/> says.</summary>
    public static RunOptions Over(RunOptions strong, RunOptions weak)
    {
        var named = strong.Repository is not null || strong.RepositoryWord is not null ? strong : weak;
        return new RunOptions
        {
            Repository = named.Repository,
            RepositoryWord = named.RepositoryWord,
            Base = strong.Base ?? weak.Base,
            Harness = strong.Harness ?? weak.Harness,
            Model = strong.Model ?? weak.Model,
            Push = strong.Push ?? weak.Push,
            Steering = strong.Steering ?? weak.Steering,
            Context = strong.Context ?? weak.Context,
        };
    }

    private static IEnumerable<(string Part, bool IsQuote)> Parts(string text)
    {
        var lines = text.Split('\n');
        var inFence = false;
        var start = 0;
        var quoted = false;
        for (var index = 0; index < lines.Length; index++)
        {
            var isQuote = !inFence && lines[index].TrimStart().StartsWith('>');
            if (index > start && isQuote != quoted)
            {
                yield return (string.Join('\n', lines[start..index]), quoted);
                start = index;
            }

            quoted = isQuote;
            inFence ^= !isQuote && lines[index].Split(Fence).Length % 2 == 0;
        }

        yield return (string.Join('\n', lines[start..]), quoted);
    }
}
