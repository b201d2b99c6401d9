using SlackAgents.Core.Ids;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Traces;
using SlackAgents.Host.Traces;

namespace SlackAgents.Host.SignIn;

/// <summary>
/// Decides who sees a run on the web. A link that is good opens it, where nothing asks who looks. Where something does, the
/// reader has to be signed in and allowed besides. Without a good link, a person who is signed in sees what they would be
/// shown in the list.
/// </summary>
internal sealed class TraceAdmissions(TraceLinks links, IRunStore runs, SessionNeeds needs, SessionReader sessions, RunVisibility visibility, SlackSignIn slack)
{
    public async Task<TraceAdmission> DecideAsync(HttpContext context, RunId id, CancellationToken cancellationToken)
    {
        try
        {
            var token = context.Request.Query[TraceLinks.Parameter].ToString();
            var reading = links.Read(id, token);
            var run = reading.Verdict is TraceLinkVerdict.Valid || sessions.Read(context) is not null ? await runs.GetAsync(id, cancellationToken) : null;
            if (run is not null && reading.Verdict is TraceLinkVerdict.Valid && reading.Generation != run.LinkGeneration)
            {
                reading = new TraceLinkReading(TraceLinkVerdict.Revoked);
            }

            return reading.Verdict is TraceLinkVerdict.Valid
                ? await ByLinkAsync(context, run, reading, token, cancellationToken)
                : await BySessionAsync(context, run, cancellationToken) ?? TraceAdmission.Refuse(StatusCodes.Status403Forbidden, TracePage.Refusal(reading.Verdict));
        }
        catch (Exception exception) when (exception is ReplyException or Core.Policies.Accounts.GitHubSilentException)
        {
            return TraceAdmission.Refuse(StatusCodes.Status503ServiceUnavailable, SignInPage.Unknown);
        }
    }

    private async Task<TraceAdmission> ByLinkAsync(HttpContext context, Run? run, TraceLinkReading link, string token, CancellationToken cancellationToken)
    {
        // A run that is not kept any more has nothing to hide; the page says that.
        if (run is null || await needs.FindAsync(run, cancellationToken) is not { } why)
        {
            return TraceAdmission.Open(new TracePass(link.Generation, link.EndsAt, BySession: false));
        }

        if (await sessions.FindAsync(context, cancellationToken) is not { } person)
        {
            context.Response.Headers.WWWAuthenticate = "Slack realm=\"runs\"";
            return TraceAdmission.Refuse(StatusCodes.Status401Unauthorized, SignInPage.Needed(why, $"runs/{run.Id}?{TraceLinks.Parameter}={token}", slack.MissingSettings));
        }

        var decision = await visibility.DecideAsync(person.Person, run, hasLink: true, cancellationToken);
        return decision.Allowed
            ? TraceAdmission.Open(new TracePass(link.Generation, Earlier(link.EndsAt, person.EndsAt), BySession: true))
            : TraceAdmission.Refuse(StatusCodes.Status403Forbidden, SignInPage.Refused(person.DisplayName, decision.Sentence!));
    }

    /// <summary>Null when that opens nothing: then the link's own refusal is the answer, the same for every run, known or not.</summary>
    private async Task<TraceAdmission?> BySessionAsync(HttpContext context, Run? run, CancellationToken cancellationToken)
    {
        if (run is null || await sessions.FindAsync(context, cancellationToken) is not { } person)
        {
            return null;
        }

        var decision = await visibility.DecideAsync(person.Person, run, hasLink: false, cancellationToken);
        return decision.Allowed ? TraceAdmission.Open(new TracePass(Generation: null, person.EndsAt, BySession: true)) : null;
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
