using System.Globalization;
using Microsoft.Extensions.Options;
using SlackAgents.Core.Messages;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Wording;

namespace SlackAgents.Core.Runs.Context;

/// <summary>Makes of a conversation what the agent is given of it, and counts honestly what it is not given.</summary>
internal sealed class ConversationText(SecretRedactor redactor, IOptions<ContextOptions> options)
{
    private const int LongestName = 60;

    /// <summary>Surfaces whose task is what the message says; on the others the message is what the task is about.</summary>
    private static readonly RequestSurface[] MessageIsTask = [RequestSurface.Mention, RequestSurface.DirectMessage, RequestSurface.Thread, RequestSurface.Slash];

    /// <returns>The quotation, or null when there is nothing to quote; the messages whose files may be passed on, the most telling first; and the counts, without files.</returns>
    public (string? Text, IReadOnlyList<SaidMessage> Sources, RunContext Given) Compose(Run run, Turn first, Conversation conversation, Func<SaidMessage, Standing> standing)
    {
        var leftOut = new List<string>();
        var said = conversation.Messages.Where(message => standing(message) != Standing.Bot || message.Ts == conversation.Root).ToList();
        Count(leftOut, conversation.Messages.Count - said.Count, "of apps");
        Count(leftOut, conversation.Total - conversation.Messages.Count, string.Create(CultureInfo.InvariantCulture, $"between the first and the newest {options.Value.MaxMessages}"));
        var all = said.SelectMany(Flat).Concat(About(run, first, conversation.Asking)).ToList();
        var shown = all.Where(one => IsPassedOn(standing(one.Message))).ToList();
        Count(leftOut, all.Count - shown.Count, "of people who may not give me work (Context:Others)");
        var quotes = shown.Select(one => AsQuote(one.Message, standing(one.Message), one.By)).Where(quote => quote.Text.Length > 0).ToList();
        var keepFirst = quotes.Count > 0 && quotes[0].Ts == conversation.Root;
        var (kept, dropped, cut) = Quotation.Fit(quotes, keepFirst, options.Value.MaxCharacters);
        Count(leftOut, dropped, string.Create(CultureInfo.InvariantCulture, $"beyond {options.Value.MaxCharacters:N0} characters"));
        Count(leftOut, cut, "in part, because they are long");
        var total = conversation.Total + all.Count - said.Count - (shown.Count - quotes.Count);
        return (kept.Count == 0 ? null : Quotation.Write(kept), Sources(conversation, shown, standing), new RunContext(kept.Count, total, 0, leftOut));
    }

    private static void Count(List<string> leftOut, int count, string which)
    {
        if (count > 0)
        {
            leftOut.Add(string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? "message" : "messages")} {which}"));
        }
    }

    private static IEnumerable<(SaidMessage Message, string? By)> Flat(SaidMessage message) =>
        message.Forwarded.Where(forwarded => !forwarded.IsOurs).Select(forwarded => (forwarded, (string?)message.AuthorName)).Prepend((message, null));

    /// <summary>What was forwarded with the message that asked, and the message itself where it is not the task.</summary>
    private static IEnumerable<(SaidMessage Message, string? By)> About(Run run, Turn first, SaidMessage? asking)
    {
        if (asking is null)
        {
            return [];
        }

        var isTask = MessageIsTask.Contains(run.Surface) || first.Prompt.Contains(asking.Text.Trim(), StringComparison.Ordinal) || asking.IsOurs;
        return Flat(asking).Skip(isTask ? 1 : 0);
    }

    private bool IsPassedOn(Standing standing) =>
        options.Value.Others == ContextOthers.Quote || standing is Standing.Requester or Standing.Allowed;

    private Quote AsQuote(SaidMessage message, Standing standing, string? by) =>
        new(message.Ts, Name(message.AuthorName), standing, redactor.Redact(HiddenCharacters.Strip(message.Text).Text).Trim(), by is null ? null : Name(by));

    /// <summary>Files come from the message that asked, then from the first, then from the newest back.</summary>
    private List<SaidMessage> Sources(Conversation conversation, List<(SaidMessage Message, string? By)> shown, Func<SaidMessage, Standing> standing)
    {
        var others = shown.Select(one => one.Message).Where(message => message.Files.Count > 0).Reverse().OrderBy(message => message.Ts == conversation.Root ? 0 : 1);
        return [.. (conversation.Asking is { IsOurs: false } asking && IsPassedOn(standing(asking)) ? others.Prepend(asking) : others).Distinct()];
    }

    private static string Name(string name)
    {
        var plain = string.Concat(HiddenCharacters.Strip(name).Text.Select(character => char.IsControl(character) || character is '[' or ']' ? ' ' : character)).Trim();
        return plain.Length == 0 ? "somebody" : Messages.RunTexts.Bounded(plain, LongestName);
    }
}
