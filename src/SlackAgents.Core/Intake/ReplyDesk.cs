using Microsoft.Extensions.Options;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Grammar;
using SlackAgents.Core.Intake.Requests;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Wording;

namespace SlackAgents.Core.Intake;

/// <summary>Passes replies on to the agent, for people who were found to be allowed to steer it.</summary>
internal sealed class ReplyDesk(CommandGrammar grammar, RunControls controls, ReplyOptions options, QuestionDesk questions, PrivateAnswers answers, IOptions<RunsOptions> limits)
{
    /// <summary>What the agent is told with files that came without a word.</summary>
    private const string FilesAlone = "Look at the files that came with this message, and go on with them in mind.";

    /// <summary>Takes a message of the thread: as the answer that the agent waits for, else as something to tell it.</summary>
    public async Task HearAsync(Run run, ThreadMessage message, Requester who, PrivateAddress address, CancellationToken cancellationToken)
    {
        if (!await questions.TryAnswerAsync(run, message, who, address, cancellationToken))
        {
            await SteerAsync(run, new Reply(message.Key, message.Text, message.MessageTs) { Files = message.Files }, who, address, cancellationToken);
        }
    }

    public async Task SteerAsync(Run run, Reply reply, Requester who, PrivateAddress address, CancellationToken cancellationToken)
    {
        var (asked, said) = SteeringWords.Parse(HiddenCharacters.Strip(reply.Text).Text);
        var parsed = grammar.ParseReply(said);
        if (parsed.Problems.Count > 0)
        {
            await answers.SayAsync(address, reply.Key, $"{string.Join(' ', parsed.Problems.Select(problem => problem.Sentence))} Nothing was passed on.", cancellationToken);
            return;
        }

        var (current, remarks) = await options.ApplyAsync(run, parsed, who, address.Channel, cancellationToken);
        var text = ChannelReference.Plain(parsed.Text);
        if (string.IsNullOrWhiteSpace(text) && reply.Files.Count > 0)
        {
            text = FilesAlone;
        }

        if (string.IsNullOrWhiteSpace(text))
        {
            // Else an emoji alone: nothing to tell the agent.
            await SayAsync(address, reply.Key, remarks.Count > 0 ? remarks : asked is null ? [] : [SteeringDesk.Hint], cancellationToken);
            return;
        }

        if (text.Length > RequestLimits.MaxTaskLength)
        {
            await answers.SayAsync(address, reply.Key, $"A reply can have up to {RequestLimits.MaxTaskLength} characters; this one has {text.Length}. Send it in parts, or put it into a file of the repository.", cancellationToken);
            return;
        }

        var delivery = reply.Delivery ?? asked ?? current.Steering;
        var result = await controls.FollowUps.AddAsync(run, text, who, reply.MessageTs, RunControls.PromptIdOf(reply.Key), delivery, reply.Files, cancellationToken);
        await SayAsync(address, reply.Key, [.. remarks, .. Remarks(run, reply, delivery, result)], cancellationToken);
        controls.Outbox.Raise();
    }

    private IEnumerable<string> Remarks(Run run, Reply reply, TurnDelivery delivery, FollowUpResult result)
    {
        if (result == FollowUpResult.TooMany)
        {
            yield return $"{limits.Value.MaxFollowUps} replies wait for the agent already, so this one was not taken. Wait for the current turn to end, or say `stop`.";
        }
        else if (controls.Steering.Explain(run, delivery) is { } sentence)
        {
            yield return sentence;
        }
        else if (reply.MessageTs is null)
        {
            // No message to put a reaction on.
            yield return $"Taken for run {run.Id}: {RunTitle.From(reply.Text)}";
        }
    }

    private Task SayAsync(PrivateAddress address, string key, IReadOnlyList<string> sentences, CancellationToken cancellationToken) =>
        sentences.Count == 0 ? Task.CompletedTask : answers.SayAsync(address, key, string.Join('\n', sentences), cancellationToken);
}
