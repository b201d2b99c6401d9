using SlackAgents.Core.Ids;
using SlackAgents.Core.Policies.Accounts;
using SlackAgents.Core.Replies;

namespace SlackAgents.Host.Linking;

/// <summary>The last step of linking a GitHub account: the code becomes an account, the account becomes the person's.</summary>
internal sealed class AccountLinking(LinkInvitations invitations, IGitHubSignIn signIn, IIdentityLinks links, PrivateAnswers answers, TimeProvider time)
{
    public const string NoInvitation = "This link was used, is older than ten minutes, or is not complete.";

    /// <summary>Uses up the invitation, whatever comes of it.</summary>
    public async Task<LinkOutcome> FinishAsync(string? state, string? code, CancellationToken cancellationToken)
    {
        if (await invitations.UseAsync(state, cancellationToken) is not { } invitation)
        {
            return new LinkOutcome(null, NoInvitation);
        }

        if (string.IsNullOrEmpty(code))
        {
            return new LinkOutcome(null, "You did not agree on GitHub, so nothing was linked.");
        }

        try
        {
            return await signIn.FinishAsync(code, invitations.CallbackAddress, cancellationToken) is { } account
                ? await LinkAsync(invitation, account, cancellationToken)
                : new LinkOutcome(null, "GitHub does not take the code that your browser brought. It was used or is too old.");
        }
        catch (GitHubSilentException exception)
        {
            return new LinkOutcome(null, exception.Message);
        }
    }

    private async Task<LinkOutcome> LinkAsync(LinkInvitation invitation, GitHubAccount account, CancellationToken cancellationToken)
    {
        var before = await links.LinkAsync(invitation.Person, account, cancellationToken);
        await TellAsync(invitation.Person, $"Your Slack account is linked to the GitHub account {account.Login} now. If that was not you, say `/agent link undo`.", cancellationToken);
        if (before is not null)
        {
            await TellAsync(before, $"The GitHub account {account.Login} was linked to {invitation.DisplayName}, so it is no longer linked to you. If it is yours, say `/agent link` and change your password on GitHub.", cancellationToken);
        }

        return new LinkOutcome(account, null);
    }

    private Task TellAsync(PersonId person, string sentence, CancellationToken cancellationToken) =>
        answers.SayAsync(new PrivateAddress(person, person.User, null, null), $"link:{person}:{time.GetUtcNow().UtcTicks}", sentence, cancellationToken);
}
