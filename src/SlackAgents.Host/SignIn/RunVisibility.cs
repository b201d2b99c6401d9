using SlackAgents.Core.Ids;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Runs;

namespace SlackAgents.Host.SignIn;

/// <summary>
/// Whether a person may see a run on the web, where nobody stands in a channel. What is said in a public channel can be
/// read by every full member; a run of a private one is opened by its link together with the channel's rules, and a run
/// of a direct message only by who started it and the operators.
/// </summary>
internal sealed class RunVisibility(AccessPolicy access, IPersonDirectory directory)
{
    /// <param name="hasLink">A good link to this run was brought along: somebody who sees its thread passed it on.</param>
    /// <exception cref="Core.Replies.ReplyException">Slack or GitHub does not answer: nothing is decided.</exception>
    public async Task<AccessDecision> DecideAsync(PersonId person, Run run, bool hasLink, CancellationToken cancellationToken)
    {
        var there = run.Requester.Person != person && await IsReachedInChannelAsync(run.Channel, hasLink, cancellationToken)
            ? await access.DecideAsync(QuestionIn(run.Channel, person, run), cancellationToken)
            : null;
        if (there is { Allowed: true })
        {
            return there;
        }

        // As from their direct messages: there the person's own runs and, for operators, everybody's are in reach.
        var direct = await access.DecideAsync(QuestionIn(person.User, person, run) with { RunChannel = run.Channel }, cancellationToken);
        return direct.Allowed ? direct : there ?? direct;
    }

    private static AccessQuestion QuestionIn(string channel, PersonId person, Run run) =>
        new(person, channel, AccessAction.See, run.Requester, run.Repository);

    private async Task<bool> IsReachedInChannelAsync(string channel, bool hasLink, CancellationToken cancellationToken) =>
        await directory.FindChannelAsync(channel, cancellationToken) is { IsDirectMessage: false } found && (hasLink || !found.IsPrivate);
}
