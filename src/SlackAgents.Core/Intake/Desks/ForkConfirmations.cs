using System.Security.Cryptography;
using System.Text;
using SlackAgents.Core.Documents;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Grammar;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Runs;

namespace SlackAgents.Core.Intake.Desks;

/// <summary>
/// Asks before a fork carries a task out of a closed place: whoever reads the other channel reads the task. A channel that
/// nothing is known of counts as closed.
/// </summary>
internal sealed class ForkConfirmations(IDocumentStore documents, IPersonDirectory directory, PrivateAnswers answers, TimeProvider time)
{
    /// <summary>Action of the button.</summary>
    public const string Action = "fork_confirm";

    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    private readonly DocumentBook<ForkDraft> _drafts = new(documents, "fork_drafts", IntakeJsonContext.Default.ForkDraft, time, Kept);

    public async Task<bool> AreNeededAsync(Run source, string channel, CancellationToken cancellationToken)
    {
        if (source.Channel == channel || await directory.FindChannelAsync(source.Channel, cancellationToken) is { IsPrivate: false, IsDirectMessage: false })
        {
            return false;
        }

        return await directory.FindChannelAsync(channel, cancellationToken) is not { IsDirectMessage: true };
    }

    /// <summary>Remembers the fork and asks; safe to repeat.</summary>
    public async Task AskAsync(Run source, AgentCommand.Fork fork, string channel, string key, PrivateAddress address, CancellationToken cancellationToken)
    {
        // Nobody else can name it: the key of a request is a small number.
        var id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{source.Id}/{source.SessionId}/{key}")))[..32];
        await _drafts.PutAsync(id, ForkDraft.Of(source.Id, fork, address.Person, channel, key), cancellationToken);
        var name = (await directory.FindChannelAsync(channel, cancellationToken))?.Name;
        var where = name is null ? "the other channel" : $"#{name}";
        await answers.SayAsync(
            address,
            key,
            new ReplyContent(
                $"Fork into {where}?",
                [
                    new Paragraph($"This run was asked for in private. Its task will be shown in {where}, to everybody who can read there: {source.Title}"),
                    new Buttons([new Button(Action, $"Fork into {where}", id, ButtonStyle.Primary)]),
                    new Note("Nothing happens until you choose it. The question is kept for 24 hours."),
                ]),
            cancellationToken);
    }

    /// <summary>Null when there is none any more, or it is somebody else's.</summary>
    public async Task<ForkDraft?> FindAsync(string id, PersonId person, CancellationToken cancellationToken) =>
        await _drafts.GetAsync(id, cancellationToken) is { } draft && draft.Person == person ? draft : null;
}
