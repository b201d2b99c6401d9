using System.Globalization;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Replies;

namespace SlackAgents.Core.Runs.Tools;

/// <summary>How a question looks in the thread, while it is open and after.</summary>
internal sealed class QuestionMessages(TimeProvider time)
{
    /// <summary>Action of the buttons; <see cref="Value"/> says which one it was.</summary>
    public const string Action = "answer";

    /// <summary>Stands where the number of an option would be.</summary>
    public const string Skip = "skip";

    public static string KeyOf(RunId run, int number) => string.Create(CultureInfo.InvariantCulture, $"{run}/question{number}");

    /// <summary>Posts it: a new message, because somebody has to see it.</summary>
    public OutboxMessage Ask(Run run, RunQuestion question) => Message(run, question) with
    {
        Content = new ReplyContent(
            $"🙋 {question.Text}",
            [
                new Paragraph("🙋 The agent asks:", run.MentionAtQuestion),
                new AgentText(question.Text),
                new Buttons([.. ChoicesOf(run, question)]),
                new Note(HowTo(question)),
            ]),
    };

    /// <summary>The buttons that answer it, wherever they stand.</summary>
    public static IEnumerable<Button> ChoicesOf(Run run, RunQuestion question) =>
    [
        .. question.Options.Select((option, index) => new Button(Action, option, Value(run, question, index.ToString(CultureInfo.InvariantCulture)))),
        new Button(Action, "Skip", Value(run, question, Skip)),
    ];

    /// <summary>Shows what became of it, without buttons.</summary>
    public OutboxMessage Close(Run run, RunQuestion question)
    {
        var verdict = question.State switch
        {
            QuestionState.Answered => $"Answered by {question.AnsweredBy}: {question.Answer}",
            QuestionState.Skipped => $"Skipped by {question.AnsweredBy}: the agent decides.",
            QuestionState.TimedOut => "Nobody answered in time: the agent decides.",
            _ => "The agent went on without an answer.",
        };
        return Message(run, question) with
        {
            Key = $"{KeyOf(run.Id, question.Number)}/closed",
            Kind = OutboxKind.Edit,
            TargetKey = KeyOf(run.Id, question.Number),
            Content = new ReplyContent(verdict, [new Paragraph("🙋 The agent asked:"), new AgentText(question.Text), new Paragraph(verdict)]),
        };
    }

    private static string HowTo(RunQuestion question)
    {
        var ways = question switch
        {
            { Options.Count: 0 } => "Reply in this thread",
            { AllowFreeText: true } => "Choose, or reply in this thread",
            _ => "Choose one",
        };
        return $"{ways}. Without an answer until {question.Deadline.UtcDateTime.ToString("HH:mm", CultureInfo.InvariantCulture)} UTC the agent decides itself.";
    }

    /// <summary>Run, question and option; never trusted alone: each click is authorised by person.</summary>
    private static string Value(Run run, RunQuestion question, string option) => string.Create(CultureInfo.InvariantCulture, $"{run.Id}/{question.Number}/{option}");

    private OutboxMessage Message(Run run, RunQuestion question) => new()
    {
        Key = KeyOf(run.Id, question.Number),
        Run = run.Id,
        Kind = OutboxKind.Message,
        Priority = OutboxPriority.Normal,
        Channel = run.Channel,
        CreatedAt = time.GetUtcNow(),
    };
}
