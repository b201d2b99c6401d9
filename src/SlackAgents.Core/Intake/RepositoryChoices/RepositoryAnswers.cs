using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Desks;
using SlackAgents.Core.Intake.Requests;
using SlackAgents.Core.Replies;

namespace SlackAgents.Core.Intake.RepositoryChoices;

/// <summary>
/// Starts a request that waited for its repository, once somebody has chosen. The run has the request's own key and id:
/// however many clicks there are and wherever a crash falls between them, it is one run.
/// </summary>
internal sealed class RepositoryAnswers(RepositoryQuestions questions, RunAdmission admission, PrivateAnswers answers) : IButtonDesk
{
    public IReadOnlyCollection<string> Actions { get; } = [RepositoryQuestions.ChooseAction, RepositoryQuestions.PickAction];

    public async Task ClickAsync(ButtonClick click, PrivateAddress address, CancellationToken cancellationToken)
    {
        var (id, choice) = Read(click);
        if (!RepositoryName.TryParse(choice, out var repository) || await questions.FindAsync(id, cancellationToken) is not { } draft)
        {
            await answers.SayAsync(address, click.Key, "I do not know this task any more: tasks wait 24 hours for their repository. Ask again.", cancellationToken);
            return;
        }

        if (draft.Request.Requester.Person != click.Person)
        {
            await answers.SayAsync(address, click.Key, $"Only {draft.Request.Requester.DisplayName}, who gave the task, can choose its repository. Give it yourself with `/agent`.", cancellationToken);
            return;
        }

        if (draft.StartedBy is { } starter)
        {
            if (starter != click.Key)
            {
                await answers.SayAsync(address, click.Key, $"This task was started already, in {draft.Repository}, as run {draft.Request.RunId}.", cancellationToken);
            }

            return;
        }

        await StartAsync(id, draft.Request, repository, click, address, cancellationToken);
    }

    private async Task StartAsync(string id, RunRequest request, RepositoryName repository, ButtonClick click, PrivateAddress address, CancellationToken cancellationToken)
    {
        var complete = request with
        {
            Options = request.Options with { Repository = repository, RepositoryWord = null },
            RepositoryHow = "you chose it",
            ReplyTo = address,
        };
        var admitted = await admission.AdmitAsync(complete, cancellationToken);
        if (!admitted.Admitted)
        {
            await answers.SayAsync(address, click.Key, admitted.Answer, cancellationToken);
            return;
        }

        await questions.CloseAsync(id, click.Key, repository, cancellationToken);
    }

    private static (string Draft, string? Repository) Read(ButtonClick click)
    {
        if (click.Action == RepositoryQuestions.PickAction)
        {
            return (click.Value, click.Selected);
        }

        var slash = click.Value.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? (click.Value, null) : (click.Value[..slash], click.Value[(slash + 1)..]);
    }
}
