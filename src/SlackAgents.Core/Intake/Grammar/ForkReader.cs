using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Intake.Grammar;

/// <summary>Reads <c>fork [run] [#channel] [task]</c>. Its options are read before.</summary>
internal static class ForkReader
{
    private static readonly char[] Blanks = [' ', '\t', '\n'];

    /// <summary>Null when it is a sentence, as "fork the process in worker.c" is.</summary>
    /// <param name="parsed">The text with its options taken out; it begins with the word.</param>
    /// <param name="thread">The thread's run; null outside of one.</param>
    /// <param name="isOrder">The word was marked as an order, so that whatever follows belongs to it.</param>
    public static AgentCommand? Read(ParsedOptions parsed, RunId? thread, bool isOrder)
    {
        var rest = parsed.Text[Verbs.Fork.Length..];
        if (rest.StartsWith(':'))
        {
            isOrder = true;
            rest = rest[1..];
        }
        else if (rest.Length > 0 && !char.IsWhiteSpace(rest[0]) && rest.Trim() is not ("." or "!"))
        {
            return null;
        }

        rest = rest.Trim();
        var run = thread;
        var (first, others) = Split(rest);
        if (thread is null && VerbReader.IdOf(first) is { } id && (VerbReader.IsSurelyId(first) || others.Length == 0))
        {
            (run, rest, isOrder) = (id, others, true);
            (first, others) = Split(rest);
        }
        else if (thread is null && others.Length == 0 && VerbReader.NearlyId(Verbs.Fork, first) is { } nearly)
        {
            return nearly;
        }

        var channel = parsed.Channel;
        if (ChannelReference.TryParse(first.TrimEnd(':', ','), out var named))
        {
            (channel, rest, isOrder) = (named, others, true);
        }
        else if (ChannelReference.IsName(first))
        {
            return new AgentCommand.Invalid($"I cannot tell which channel “{OptionValues.Show(first)}” is. Choose it from the list that Slack shows after you type #.", null);
        }

        if (!isOrder && parsed.Channel is null && rest.Length > 0 && rest is not ("." or "!"))
        {
            return null;
        }

        return parsed.Problems is [var problem, ..] ? problem : new AgentCommand.Fork(run, channel, rest is "" or "." or "!" ? null : ChannelReference.Plain(rest), parsed.Options);
    }

    private static (string First, string Others) Split(string text)
    {
        var end = text.IndexOfAny(Blanks);
        return end < 0 ? (text, string.Empty) : (text[..end], text[end..].Trim());
    }
}
