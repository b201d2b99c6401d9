using System.Globalization;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Grammar;
using SlackAgents.Core.Intake.Requests;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Runs.Tools;
using SlackAgents.Core.Wording;

namespace SlackAgents.Core.Intake;

/// <summary>Answers to an agent's question, for people who were found to be allowed to give them.</summary>
internal sealed class QuestionDesk(QuestionBook questions, PrivateAnswers answers)
{
    /// <summary>The run that the button of a question names.</summary>
    public static RunId? RunOf(ButtonClick click) => RunId.TryParse(click.Value.Split('/')[0], out var id) ? id : null;

    /// <summary>Takes a reply as the answer to the open question. False: there is none, or the reply is something else.</summary>
    public async Task<bool> TryAnswerAsync(Run run, ThreadMessage message, Requester who, PrivateAddress address, CancellationToken cancellationToken)
    {
        // Looked at before anything is written: nearly every reply is no answer.
        var use = run.ToolUse;
        if (use is null || (use.Open is null && use.Questions.All(question => question.AnswerKey != message.Key)))
        {
            return false;
        }

        var text = HiddenCharacters.Strip(message.Text).Text.Trim();
        if (text.Length is 0 or > RequestLimits.MaxTaskLength || SteeringWords.Parse(text).Delivery is not null)
        {
            return false;
        }

        var result = await questions.AnswerAsync(run.Id, number: null, IsSkip(text) ? null : text, who, message.Key, message.MessageTs, cancellationToken);
        if (result == QuestionResult.NotAnOption)
        {
            await answers.SayAsync(
                address,
                message.Key,
                $"The agent waits for one of these answers: {string.Join(", ", use.Open!.Options)}. Choose one, say `skip`, or begin with `queue:` to tell it something else.",
                cancellationToken);
        }

        return result != QuestionResult.NotAsked;
    }

    public async Task AnswerAsync(Run run, ButtonClick click, Requester who, PrivateAddress address, CancellationToken cancellationToken)
    {
        var parts = click.Value.Split('/');
        var question = parts.Length == 3 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? run.ToolUse?.Find(number) : null;
        var option = question is not null && parts[2] != QuestionMessages.Skip
            ? int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? question.Options.ElementAtOrDefault(index) : null
            : null;
        var result = question is null || (option is null && parts[2] != QuestionMessages.Skip)
            ? QuestionResult.NotAsked
            : await questions.AnswerAsync(run.Id, question.Number, option, who, click.Key, messageTs: null, cancellationToken);
        var sentence = result switch
        {
            QuestionResult.Taken or QuestionResult.AlreadyTaken => null,
            QuestionResult.Closed => "The agent does not wait for this answer any more. Reply in the thread to tell it something.",
            _ => "I do not know this question. Reply in the thread to tell the agent something.",
        };
        if (sentence is not null)
        {
            await answers.SayAsync(address, click.Key, sentence, cancellationToken);
        }
    }

    private static bool IsSkip(string text) => text.TrimStart('!').TrimEnd('.', '!').Equals("skip", StringComparison.OrdinalIgnoreCase);
}
