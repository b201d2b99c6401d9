using System.Globalization;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Runs.Live;
using SlackAgents.Core.Runs.Messages;
using SlackAgents.Core.Sandboxes;
using SlackAgents.Core.Traces;

namespace SlackAgents.Core.Runs.Tools;

/// <summary>The built-in tools, for one run that this process works on.</summary>
internal sealed class AgentTools(LiveRun live, Questions questions, Attachments attachments, CardUpdates cards, SecretRedactor redactor, ProgressPace pace) : IAgentTools
{
    private const int MaxReport = 300;

    public async Task<ToolAnswer> AskAsync(ToolQuestion question, CancellationToken cancellationToken)
    {
        var (checkedQuestion, refusal) = QuestionCheck.Check(question, redactor);
        if (checkedQuestion is null)
        {
            return new ToolAnswer(refusal!, IsError: true);
        }

        var (asked, _, notAsked) = await questions.AskAsync(live.Id, checkedQuestion, cancellationToken);
        if (asked is null)
        {
            return new ToolAnswer(notAsked!, IsError: true);
        }

        using var patience = live.WaitForPerson();
        var closed = await questions.WaitAsync(live.Id, asked.Number, cancellationToken);
        if (closed is null)
        {
            return new ToolAnswer("The run is being stopped. Finish now.", IsError: true);
        }

        if (!closed.Heard)
        {
            await questions.HeardAsync(live.Id, closed.Number, cancellationToken);
        }

        return new ToolAnswer(Tell(closed));
    }

    public Task<ToolAnswer> ReportAsync(string text, double? percent, CancellationToken cancellationToken)
    {
        var line = string.Join(' ', redactor.Redact(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (line.Length == 0)
        {
            return Task.FromResult(new ToolAnswer("The text is empty. Say in one line what you are doing.", IsError: true));
        }

        if (!pace.TryTake())
        {
            return Task.FromResult(new ToolAnswer("Not shown: too many reports in a short time. Go on working, and report at the next milestone."));
        }

        line = RunTexts.Bounded(line, MaxReport);
        if (percent is >= 0 and <= 100)
        {
            line = string.Create(CultureInfo.InvariantCulture, $"{line} ({percent:0} %)");
        }

        live.Report(line);
        cards.Touch(live.Id);
        live.Observe(new NoticeEvent("progress", line));
        return Task.FromResult(new ToolAnswer("Shown."));
    }

    public Task<ToolAnswer> AttachAsync(string path, string? title, CancellationToken cancellationToken) =>
        attachments.AttachAsync(live.Id, path, title, cancellationToken);

    private static string Tell(RunQuestion closed) => closed.State switch
    {
        QuestionState.Answered => $"{closed.AnsweredBy} answered: {closed.Answer}",
        QuestionState.Skipped => $"{closed.AnsweredBy} skipped the question; decide sensibly and say in your final message what you decided.",
        _ => "Nobody answered; decide sensibly and say in your final message what you decided.",
    };
}
