using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Grammar;
using SlackAgents.Core.Intake.Requests;
using SlackAgents.Core.Policies.Accounts;
using SlackAgents.Core.Replies;

namespace SlackAgents.Core.Intake.Desks;

/// <summary>Ties a person to their GitHub account, or unties them.</summary>
internal sealed class LinkServer(IGitHubSignIn signIn, LinkInvitations invitations, IIdentityLinks links, PrivateAnswers answers) : ICommandServer
{
    public Type Serves => typeof(AgentCommand.Link);

    public async Task ServeAsync(AgentCommand command, CommandInvocation invocation, Requester who, PrivateAddress address, CancellationToken cancellationToken) =>
        await answers.SayAsync(
            address,
            invocation.Key,
            command is AgentCommand.Link { Undo: true } ? await UnlinkAsync(who, cancellationToken) : await InviteAsync(who, cancellationToken),
            cancellationToken);

    private async Task<ReplyContent> UnlinkAsync(Requester who, CancellationToken cancellationToken) =>
        await links.UnlinkAsync(who.Person, cancellationToken) is { } link
            ? Say($"The GitHub account {link.Account.Login} is no longer linked to you. `/agent link` links one again.")
            : Say("No GitHub account is linked to you, so nothing was undone. `/agent link` links one.");

    private async Task<ReplyContent> InviteAsync(Requester who, CancellationToken cancellationToken)
    {
        if (signIn.MissingSettings is { Count: > 0 } missing)
        {
            return Say($"GitHub accounts cannot be linked here yet: {string.Join(" and ", missing)} {(missing.Count == 1 ? "is" : "are")} not set. Ask whoever runs this installation.");
        }

        var known = await links.FindAsync(who.Person, cancellationToken) is { } link ? $"You are linked as {link.Account.Login}; linking another account replaces it." : "No GitHub account is linked to you yet.";
        var page = await invitations.InviteAsync(who, cancellationToken);
        const string How = "Open the page, sign in with GitHub, done. The link works once, for you, and for ten minutes. I learn your account's name and keep no access to it.";
        return new ReplyContent($"{known} {How}", [new Paragraph(known), new Buttons([new Button(string.Empty, "Link GitHub account", string.Empty, ButtonStyle.Primary, page)]), new Note(How)]);
    }

    private static ReplyContent Say(string sentence) => new(sentence, [new Paragraph(sentence)]);
}
