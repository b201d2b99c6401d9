using Microsoft.Extensions.Options;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Runs;
using SlackAgents.Host.Configuration;

namespace SlackAgents.Host.SignIn;

/// <summary>Whether a good link alone opens a run, or the reader has to be known besides.</summary>
internal sealed class SessionNeeds(AccessPolicy access, IOptions<WebOptions> options)
{
    /// <summary>Why the reader has to sign in, as a sentence; null when the link does.</summary>
    /// <exception cref="Core.Replies.ReplyException">Slack does not say what channel it is: nothing is decided.</exception>
    public async Task<string?> FindAsync(Run run, CancellationToken cancellationToken) =>
        options.Value.TraceAccess is TraceAccessMode.SignIn ? "Here a link alone does not open a run: it has to be known who looks."
        : await access.IsNarrowedAsync(AccessAction.See, run.Channel, run.Repository, cancellationToken) ? "Not everybody may see the runs of this channel or repository, so a link alone does not open this one."
        : null;
}
