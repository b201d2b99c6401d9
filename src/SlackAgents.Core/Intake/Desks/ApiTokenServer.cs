using System.Globalization;
using Microsoft.Extensions.Options;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Grammar;
using SlackAgents.Core.Intake.Requests;
using SlackAgents.Core.Policies.Accounts;
using SlackAgents.Core.Replies;

namespace SlackAgents.Core.Intake.Desks;

/// <summary>Gives a person a token for the API, or ends those they have.</summary>
internal sealed class ApiTokenServer(ApiTokens tokens, IReplyChannel channel, PrivateAnswers answers, IOptions<ApiOptions> options) : ICommandServer
{
    public Type Serves => typeof(AgentCommand.ApiToken);

    public async Task ServeAsync(AgentCommand command, CommandInvocation invocation, Requester who, PrivateAddress address, CancellationToken cancellationToken)
    {
        if (command is AgentCommand.ApiToken { Revoke: true })
        {
            var count = await tokens.RevokeAllAsync(who.Person, cancellationToken);
            await answers.SayAsync(address, invocation.Key, count == 0 ? "You have no token, so nothing was revoked." : $"{Count(count)} of yours was revoked and opens nothing any more.", cancellationToken);
            return;
        }

        if (!options.Value.Enabled)
        {
            await answers.SayAsync(address, invocation.Key, "The API is switched off here (Api:Enabled). Ask whoever runs this installation.", cancellationToken);
            return;
        }

        if (await tokens.IssueAsync(who.Person, invocation.Key, cancellationToken) is not var (token, all))
        {
            await answers.SayAsync(
                address, invocation.Key, $"You have {ApiTokens.MostPerPerson} tokens already, which is the limit. `/agent token revoke` ends them all; then ask for a new one.", cancellationToken);
            return;
        }

        // Not by way of the outbox, which is on the disk: the token is stored nowhere but with whom it is shown to.
        await channel.PostPrivatelyAsync(address, Show(token, all), cancellationToken);
    }

    private static ReplyContent Show(string token, IReadOnlyList<IssuedToken> all)
    {
        var end = all[^1].ExpiresAt.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
        var note = $"Whoever has it can start and stop runs as you, until {end}. It is shown this once; you have {Count(all.Count)}. `/agent token revoke` ends them all.";
        return new ReplyContent("Your token for the API", [new Paragraph($"Your token for the API:\n`{token}`"), new Note(note)]);
    }

    private static string Count(int count) => count == 1 ? "1 token" : string.Create(CultureInfo.InvariantCulture, $"{count} tokens");
}
