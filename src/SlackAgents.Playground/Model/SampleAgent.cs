using System.Text.RegularExpressions;

namespace SlackAgents.Playground.Model;

/// <summary>
/// What the model does with free text: a small, believable agent. It looks around, reads the README, mends a typo if there is one, else notes
/// the request in a file, commits, and says what it did. A question gets an answer and no change.
/// </summary>
internal static partial class SampleAgent
{
    private const int MaxQuoted = 300;

    private static readonly (string Wrong, string Right)[] Typos =
    [
        ("Teh", "The"), ("teh", "the"), ("recieve", "receive"), ("seperate", "separate"), ("occured", "occurred"), ("definately", "definitely"),
        ("libary", "library"), ("wich", "which"), ("adress", "address"), ("neccessary", "necessary"),
    ];

    public static ModelStep Next(Conversation conversation, int task, int round)
    {
        var asked = Instruction(conversation.Turns[task].Text);
        if (round == 0)
        {
            return ModelStep.SayAndRun("I will look around first.", "git log --oneline -5; ls; cat README.md");
        }

        if (IsQuestion(asked))
        {
            return ModelStep.Say($"You asked: \"{asked}\"\n\nThis is what I see in the repository:\n\n```\n{Shorten(conversation.LastToolText, 1200)}\n```\n\nI changed nothing.");
        }

        var firstLook = conversation.Turns.Skip(task + 1).FirstOrDefault(turn => turn.Who == Speaker.Tool)?.Text ?? string.Empty;
        var typo = Array.Find(Typos, candidate => Regex.IsMatch(firstLook, $@"\b{candidate.Wrong}\b", RegexOptions.None, TimeSpan.FromSeconds(1)));
        return (round, typo.Wrong) switch
        {
            (1, { } wrong) => ModelStep.SayAndRun($"The README says \"{wrong}\" where it means \"{typo.Right}\". I correct that.", $"sed -i 's/\\b{wrong}\\b/{typo.Right}/g' README.md && git diff --stat"),
            (1, null) => ModelStep.SayAndRun("There is no typo left in the README, so I note the request where the team will find it.", Note(asked)),
            (2, { } wrong) => ModelStep.SayAndRun("Now I commit.", $"git add -A && git commit -q -m 'Correct \"{wrong}\" in the README' && git log --oneline -1"),
            (2, null) => ModelStep.SayAndRun("Now I commit.", "git add -A && git commit -q -m 'Note a request' && git log --oneline -1"),
            _ => ModelStep.Say(Summary(asked, typo, conversation.LaterUserText(task), conversation.LastToolText)),
        };
    }

    private static string Summary(string asked, (string Wrong, string Right) typo, string later, string lastTool)
    {
        var did = typo.Wrong is null ? "I added a line to `NOTES.md`" : $"I corrected \"{typo.Wrong}\" to \"{typo.Right}\" in `README.md`";
        var heard = later.Length == 0 ? string.Empty : $"\n\nWhile I worked you said: \"{Shorten(later, MaxQuoted)}\". I have taken note of it.";
        return $"{did} and committed it ({Shorten(lastTool, 100)}).\n\nYou asked: \"{asked}\".{heard}\n\nI am the playground's scripted model: a real one would do what you asked.";
    }

    /// <summary>The request as one harmless line; it came from a chat and goes into a shell command.</summary>
    private static string Note(string asked)
    {
        var line = Unsafe().Replace(asked, " ").Trim();
        return $"printf '%s\\n' '- {line}' >> NOTES.md && git status --short";
    }

    private static string Instruction(string text)
    {
        var line = text.Split('\n').Select(candidate => candidate.Trim()).LastOrDefault(candidate => candidate.Length > 0) ?? string.Empty;
        return Shorten(line, MaxQuoted);
    }

    private static bool IsQuestion(string asked) => asked.EndsWith('?');

    private static string Shorten(string text, int max) => text.Trim() is var trimmed && trimmed.Length > max ? trimmed[..max] + "…" : trimmed;

    [GeneratedRegex(@"[^\w .,;:()/+=-]", RegexOptions.None, 1000)]
    private static partial Regex Unsafe();
}
