using SlackAgents.Core.Intake.Grammar;
using SlackAgents.Core.Messages;
using SlackAgents.Core.Wording;

namespace SlackAgents.Core.Intake.NewRuns;

/// <summary>A message as the beginning of a task: quoted, with its author, so that it stays apart from the person's own words.</summary>
internal static class QuotedMessage
{
    /// <summary>Characters; a field of a form takes 3,000, and the person wants to say something as well.</summary>
    private const int MaxLength = 2_400;

    private const int MaxName = 80;

    /// <summary>Below this a quote says nothing any more.</summary>
    private const int MinLength = 100;

    public static string Of(SaidMessage message)
    {
        var quotes = new List<string>();
        var left = MaxLength;
        foreach (var said in message.Forwarded.Prepend(message).Where(said => !string.IsNullOrWhiteSpace(said.Text)).TakeWhile(_ => left > MinLength + MaxName))
        {
            quotes.Add(Quote(said, left - MaxName));
            left -= quotes[^1].Length;
        }

        return string.Join("\n\n", quotes);
    }

    /// <summary>All that came with it, forwarded messages included.</summary>
    public static IReadOnlyList<MessageFile> FilesOf(SaidMessage message) => [.. message.Files.Concat(message.Forwarded.SelectMany(said => said.Files)).DistinctBy(file => file.Id, StringComparer.Ordinal)];

    private static string Quote(SaidMessage message, int maxLength)
    {
        var name = string.Join(' ', HiddenCharacters.Strip(message.AuthorName).Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var lines = HiddenCharacters.Strip(message.Text).Text.Trim().Split('\n').Select(line => $"> {line}");
        return $"{RunTitle.Cut(string.Join('\n', lines), maxLength)}\n> — {RunTitle.Cut(name, MaxName)}";
    }
}
