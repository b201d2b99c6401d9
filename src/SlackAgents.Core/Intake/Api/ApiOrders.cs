using SlackAgents.Core.Ids;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Reasons;
using SlackAgents.Core.Runs;

namespace SlackAgents.Core.Intake.Api;

/// <summary>Shows and stops runs for whoever asks by HTTP. What a person may not see is as if it were not there.</summary>
internal sealed class ApiOrders(IRunStore store, AccessPolicy access, RunStops stops, RunAudit audit)
{
    public const int ListLength = 20;

    /// <summary>Runs of this person, newest first.</summary>
    public Task<IReadOnlyList<Run>> ListAsync(PersonId person, CancellationToken cancellationToken) => store.ListRecentAsync(person, ListLength, cancellationToken);

    public async Task<ApiResult> FindAsync(PersonId person, string id, CancellationToken cancellationToken) =>
        RunId.TryParse(id, out var named) && await store.GetAsync(named.Value, cancellationToken) is { } run
        && (await DecideAsync(run, person, AccessAction.See, cancellationToken)).Allowed
            ? ApiResult.Of(run)
            : ApiResult.Refuse(ApiProblemKind.Unknown, "There is no such run among those that you may see.", "GET /api/runs lists yours.");

    public async Task<ApiResult> StopAsync(PersonId person, string id, CancellationToken cancellationToken)
    {
        var (found, who) = await TakeAsync(person, id, AccessAction.Control, cancellationToken);
        if (found.Run is not { } run)
        {
            return found;
        }

        if (await stops.StopAsync(run.Id, ReasonCode.StoppedByPerson, null, cancellationToken) is StopResult.Stopping or StopResult.Stopped)
        {
            audit.Did(run, who, "stop", "by the API", $"api/{run.Version}");
        }

        return await ReadAgainAsync(run, cancellationToken);
    }

    /// <summary>The run, if this person may do that with it, and the person as others know them.</summary>
    public async Task<(ApiResult Found, Requester Who)> TakeAsync(PersonId person, string id, AccessAction action, CancellationToken cancellationToken)
    {
        var found = await FindAsync(person, id, cancellationToken);
        if (found.Run is not { } run)
        {
            return (found, new Requester(person, person.User));
        }

        var decision = await DecideAsync(run, person, action, cancellationToken);
        return (decision.Allowed ? found : ApiResult.Refuse(ApiProblemKind.Forbidden, decision.Sentence!), new Requester(person, decision.DisplayName));
    }

    public async Task<ApiResult> ReadAgainAsync(Run run, CancellationToken cancellationToken) => ApiResult.Of(await store.GetAsync(run.Id, cancellationToken) ?? run);

    private Task<AccessDecision> DecideAsync(Run run, PersonId person, AccessAction action, CancellationToken cancellationToken) =>
        access.DecideAsync(new AccessQuestion(person, person.User, action, run.Requester, run.Repository) { RunChannel = run.Channel }, cancellationToken);
}
