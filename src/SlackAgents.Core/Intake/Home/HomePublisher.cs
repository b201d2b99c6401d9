using SlackAgents.Core.Ids;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Replies.Forms;
using SlackAgents.Core.Runs;

namespace SlackAgents.Core.Intake.Home;

/// <summary>Gathers what a person's Home tab shows and publishes it. Only their own runs are on it.</summary>
internal sealed class HomePublisher(AccessPolicy access, IRunStore store, HomeSettings settings, ThreadPlaces threads, HomePage page, IFormChannel forms)
{
    private const int LookedAt = 40;

    /// <returns>Whether the person may see anything there.</returns>
    public async Task<bool> PublishAsync(PersonId person, CancellationToken cancellationToken)
    {
        var decision = await access.DecideAsync(new AccessQuestion(person, person.User, AccessAction.See), cancellationToken);
        var content = decision.Allowed ? page.Draw(await GatherAsync(person, cancellationToken)) : HomePage.Refuse(decision.Sentence!);
        await forms.PublishHomeAsync(person, content, cancellationToken);
        return decision.Allowed;
    }

    private async Task<HomeData> GatherAsync(PersonId person, CancellationToken cancellationToken)
    {
        var underWay = (await store.ListAsync([.. RunStates.UnderWay, RunState.Held], cancellationToken))
            .Where(run => run.Requester.Person == person)
            .OrderByDescending(run => run.CreatedAt)
            .ToList();
        var recent = (await store.ListRecentAsync(person, LookedAt, cancellationToken)).Where(run => run.AtRest && run.State != RunState.Held).Take(HomePage.MaxRecent).ToList();
        var linked = underWay.OrderByDescending(HomePage.NeedsAnswer).Take(HomePage.MaxQuestions + HomePage.MaxUnderWay).Concat(recent.Where(run => run.PullRequestUrl is null));
        return new HomeData(underWay, recent, await threads.FindAsync(linked, cancellationToken), await settings.DescribeAsync(person, cancellationToken));
    }
}
