using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Desks;
using SlackAgents.Core.Intake.Grammar;
using SlackAgents.Core.Intake.RepositoryChoices;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Replies.Forms;

namespace SlackAgents.Core.Intake.NewRuns;

/// <summary>Opens the form of a new run, filled with what the request would get anyway.</summary>
internal sealed class NewRunForms(FormOpener opener, AccessPolicy access, RequestDefaults defaults, RepositoryChooser chooser, AgentChoices agents, NewRunDrafts drafts)
{
    public Task OpenAsync(NewRunStart start, CancellationToken cancellationToken) => opener.OpenAsync(
        new FormOpening(start.Key, start.Person, start.TriggerId, start.Address, FormOpener.Moment(NewRunForm.Id, NewRunForm.Title), start.Again),
        () => FillAsync(start, cancellationToken),
        cancellationToken);

    private async Task<Form> FillAsync(NewRunStart start, CancellationToken cancellationToken)
    {
        // In the App Home and for a global shortcut the person's direct messages are what is asked about.
        var channel = start.Channel ?? start.Person.User;
        var decision = await access.DecideAsync(new AccessQuestion(start.Person, channel, AccessAction.Start), cancellationToken);
        if (!decision.Allowed)
        {
            return FormOpener.Notice(NewRunForm.Id, NewRunForm.Title, decision.Sentence!);
        }

        var task = start.About is { } message ? QuotedMessage.Of(message) + "\n\n" : string.Empty;
        var (layers, thread) = await defaults.FindAsync(start.Person, channel, start.ThreadTs, cancellationToken);
        var said = new RepositoryEvidence { Asked = RunOptions.None, Task = task, Thread = thread?.Repository, Layers = layers };
        var proposed = await chooser.ChooseAsync(start.Person, channel, said, cancellationToken);
        var draft = new NewRunDraft
        {
            RunId = RunId.New(),
            Person = start.Person,
            Channel = start.Channel,
            ThreadTs = start.ThreadTs,
            MessageTs = start.About?.Ts,
            Files = start.About is { } about ? QuotedMessage.FilesOf(about) : [],
            Surface = start.Surface,
            Proposed = proposed.Choice?.Repository,
            ProposedHow = proposed.Choice?.How,
        };
        var id = await drafts.AddAsync(draft, cancellationToken);
        return NewRunForm.Draw(id, draft, task, proposed, chooser.Known, agents.All(layers));
    }
}
