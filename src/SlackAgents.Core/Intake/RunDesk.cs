using Microsoft.Extensions.Options;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Grammar;
using SlackAgents.Core.Intake.Requests;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Reasons;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Runs.Messages;

namespace SlackAgents.Core.Intake;

/// <summary>Steers and controls runs that exist, for people who were found to be allowed to.</summary>
internal sealed class RunDesk(IRunStore store, RunControls controls, RunCard card, PrivateAnswers answers, AccessPolicy access, IOptions<RunsOptions> limits)
{
    public QuestionDesk Questions => controls.Questions;

    public Task<Run?> FindAsync(string channel, string threadTs, CancellationToken cancellationToken) =>
        store.FindByThreadAsync(new ThreadAddress(channel, threadTs), cancellationToken);

    /// <summary>The run that a button names, if the button stands in that run's channel or in its requester's App Home.</summary>
    public async Task<Run?> FindAsync(RunId? id, ButtonClick click, CancellationToken cancellationToken) =>
        id is { } named && await store.GetAsync(named, cancellationToken) is { } run && (run.Channel == click.Channel || (click.IsHome && run.Requester.Person == click.Person)) ? run : null;

    /// <summary>The run that a message belongs to: its card, its thread's root, or a follow-up of it.</summary>
    public Task<Run?> FindByMessageAsync(string channel, string messageTs, CancellationToken cancellationToken) =>
        store.FindByMessageAsync(new ThreadAddress(channel, messageTs), cancellationToken);

    /// <summary>Whether a run of this channel waits for its card, so that a reply to it cannot be recognised yet.</summary>
    public async Task<bool> IsPostingCardAsync(string channel, CancellationToken cancellationToken) =>
        (await store.ListAsync(RunStates.UnderWay, cancellationToken)).Any(run => run.Channel == channel && run.ReplyThread is null);

    /// <summary>Why this person may not control the run, or null.</summary>
    public async Task<string?> RefusalAsync(Run run, Requester who, string channel, CancellationToken cancellationToken) =>
        (await access.DecideAsync(new AccessQuestion(who.Person, channel, AccessAction.Control, run.Requester, run.Repository) { RunChannel = run.Channel }, cancellationToken)).Sentence;

    public Task ControlAsync(Run run, ThreadVerb verb, Requester who, PrivateAddress address, string key, CancellationToken cancellationToken) => verb switch
    {
        ThreadVerb.Stop => StopAsync(run, address, key, cancellationToken),
        ThreadVerb.Status => answers.SayAsync(address, key, card.Draw(run), cancellationToken),
        ThreadVerb.Retry => RetryAsync(run, who, address, key, cancellationToken),
        ThreadVerb.Approve or ThreadVerb.Reject => answers.SayAsync(address, key, "Nothing waits for an approval in this run.", cancellationToken),
        _ => throw new InvalidOperationException($"{verb} is not carried out here."),
    };

    public async Task SteerAsync(Run run, ThreadMessage message, Requester who, PrivateAddress address, CancellationToken cancellationToken)
    {
        var (asked, text) = SteeringWords.Parse(HiddenCharacters.Strip(message.Text).Text);
        if (string.IsNullOrWhiteSpace(text))
        {
            if (asked is not null)
            {
                await answers.SayAsync(address, message.Key, SteeringDesk.Hint, cancellationToken);
            }

            return; // a picture or an emoji alone: nothing to tell the agent
        }

        if (text.Length > RequestLimits.MaxTaskLength)
        {
            await answers.SayAsync(address, message.Key, $"A reply can have up to {RequestLimits.MaxTaskLength} characters; this one has {text.Length}. Send it in parts, or put it into a file of the repository.", cancellationToken);
            return;
        }

        var delivery = asked ?? run.Steering;
        var result = await controls.FollowUps.AddAsync(run, text, who, message.MessageTs, RunControls.PromptIdOf(message.Key), delivery, cancellationToken);
        if (result == FollowUpResult.TooMany)
        {
            await answers.SayAsync(address, message.Key, $"{limits.Value.MaxFollowUps} replies wait for the agent already, so this one was not taken. Wait for the current turn to end, or say `stop`.", cancellationToken);
        }
        else if (controls.Steering.Explain(run, delivery) is { } sentence)
        {
            await answers.SayAsync(address, message.Key, sentence, cancellationToken);
        }

        controls.Outbox.Raise();
    }

    private async Task StopAsync(Run run, PrivateAddress address, string key, CancellationToken cancellationToken)
    {
        var result = await controls.Stops.StopAsync(run.Id, ReasonCode.StoppedByPerson, null, cancellationToken);
        var answer = result switch
        {
            StopResult.Stopping => "Stopping…",
            StopResult.Stopped => "Stopped; it had not begun.",
            StopResult.AlreadyStopping => "It is being stopped already.",
            StopResult.AtRest => $"Nothing is under way: this run is {RunTexts.State(run)}.",
            _ => "I do not know this run any more. Use `/agent list` to see your runs.",
        };
        await answers.SayAsync(address, key, answer, cancellationToken);
    }

    private async Task RetryAsync(Run run, Requester who, PrivateAddress address, string key, CancellationToken cancellationToken)
    {
        if (!run.AtRest)
        {
            await answers.SayAsync(address, key, "This run is still under way; there is nothing to retry yet. Say `stop` first, or just reply with what to change.", cancellationToken);
            return;
        }

        var turns = await store.GetTurnsAsync(run.Id, cancellationToken);
        var last = turns.Single(turn => turn.Number == run.Turn);
        // The same turn is tried again once, however many clicks say so.
        var result = await controls.FollowUps.AddAsync(run, last.Prompt, who, messageTs: null, RunControls.PromptIdOf($"{run.Id}/turn{run.Turn}/retry"), TurnDelivery.Queue, cancellationToken);
        controls.Outbox.Raise();
        var answer = result switch
        {
            FollowUpResult.TooMany => "Too many replies wait already, so nothing was added.",
            FollowUpResult.AlreadyTaken => "It is being tried again already.",
            _ => "Trying again.",
        };
        await answers.SayAsync(address, key, answer, cancellationToken);
    }
}
