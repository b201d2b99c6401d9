using Microsoft.Extensions.Options;
using SlackAgents.Core.Policies;
using SlackAgents.Host.Configuration;
using SlackAgents.Host.SignIn;

namespace SlackAgents.Host.Doctor;

/// <summary>The pages of runs: who can open them, and whether people can sign in where that is asked for.</summary>
internal sealed class PagesCheck(SignInSettings signIn, IOptions<WebOptions> web, IOptions<AccessOptions> access) : IDoctorCheck
{
    public string Area => "Pages of runs";

    public Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Finding>>([Judge()]);

    private Finding Judge()
    {
        var asks = web.Value.TraceAccess is TraceAccessMode.SignIn ? "Web:TraceAccess=SignIn asks everybody who opens a run to sign in"
            : access.Value.Rules.Any(rule => rule.See.Count > 0 && !rule.See.Any(word => AccessWord.Is(word, AccessWord.Member))) ? "Access:Rules keep some runs from some members, who therefore have to sign in"
            : null;
        return (asks, signIn.Missing) switch
        {
            (null, _) => Finding.Good(Area, "A link opens its run, until it ends or is revoked; no rule asks who looks."),
            (_, { Count: 0 }) => Finding.Good(Area, $"{asks}, and people can sign in with Slack."),
            (_, var missing) => Finding.Advice(Area, $"{asks}, but nobody can sign in with Slack: only the links of /agent list sign people in.", $"Set {string.Join(" and ", missing)} (docs/access.md)."),
        };
    }
}
