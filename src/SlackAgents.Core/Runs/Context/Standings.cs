using SlackAgents.Core.Ids;
using SlackAgents.Core.Messages;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Replies;

namespace SlackAgents.Core.Runs.Context;

/// <summary>Who of a conversation may steer the run. Whom nobody decided about may not.</summary>
internal sealed class Standings(AccessPolicy access)
{
    /// <summary>Each person costs a question to Slack.</summary>
    private const int MostPeople = 30;

    public async Task<Func<SaidMessage, Standing>> DecideAsync(Run run, IEnumerable<SaidMessage> said, CancellationToken patience, CancellationToken cancellationToken)
    {
        var known = new Dictionary<PersonId, Standing> { [run.Requester.Person] = Standing.Requester };
        foreach (var person in said.Select(message => message.Author).OfType<PersonId>().Where(person => person != run.Requester.Person).Distinct().Take(MostPeople))
        {
            known[person] = await DecideAsync(run, person, patience, cancellationToken);
        }

        return message => message.Author is not { } author ? Standing.Bot : known.GetValueOrDefault(author, Standing.Other);
    }

    private async Task<Standing> DecideAsync(Run run, PersonId person, CancellationToken patience, CancellationToken cancellationToken)
    {
        try
        {
            var question = new AccessQuestion(person, run.Channel, AccessAction.Steer, run.Requester, run.Repository);
            return (await access.DecideAsync(question, patience)).Allowed ? Standing.Allowed : Standing.Other;
        }
        catch (ReplyException)
        {
            return Standing.Other;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Standing.Other;
        }
    }
}
