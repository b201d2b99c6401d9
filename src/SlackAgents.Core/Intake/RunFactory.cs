using Microsoft.Extensions.Options;
using SlackAgents.Core.Intake.Grammar;
using SlackAgents.Core.Intake.Settings;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Repositories;
using SlackAgents.Core.Runs;

namespace SlackAgents.Core.Intake;

/// <summary>Makes a run of an admitted request: the run, its first turn and its card, in one transaction.</summary>
internal sealed class RunFactory(RunStateChanger changer, SettingsBook settings, RunQueue queue, IOptions<RunsOptions> limits, OutboxWakeup outbox, TimeProvider time)
{
    /// <summary>No more runs may wait.</summary>
    public bool IsQueueFull => queue.Length >= limits.Value.MaxQueued;

    /// <returns>Whether it was added; false when the request was taken before.</returns>
    public async Task<bool> CreateAsync(RunRequest request, RepositoryChoice repository, RepositoryInfo? info, HarnessChoice harness, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var title = RunTitle.From(request.Task);
        var person = await settings.GetPersonAsync(request.Requester.Person, cancellationToken);
        var run = new Run
        {
            Id = request.RunId,
            State = RunState.Queued,
            Requester = request.Requester,
            ReplyTo = request.ReplyTo,
            Channel = request.Channel,
            ThreadTs = request.ThreadTs,
            Title = title,
            Repository = info?.Name ?? repository.Repository,
            RepositoryChoice = repository.How,
            Base = repository.Base ?? info?.DefaultBranch,
            Branch = AgentBranch.For(request.RunId, title),
            Harness = harness.Harness.Name,
            Model = harness.Model,
            Provider = harness.Provider,
            AgentNamed = harness.IsNamed,
            Push = request.Options.Push ?? true,
            Steering = request.Options.Steering ?? TurnDelivery.Queue,
            SessionId = NewUuid(),
            Surface = request.Surface,
            ContextMode = request.Options.Context,
            ForkedFrom = request.ForkedFrom,
            Notifications = person.Notifications,
            CreatedAt = now,
            StateSince = now,
        };
        var turn = new Turn
        {
            Run = run.Id,
            Number = 1,
            State = TurnState.Waiting,
            Prompt = request.Task,
            PromptId = NewUuid(),
            Author = request.Requester.Person,
            AuthorName = request.Requester.DisplayName,
            // A fork is asked for elsewhere: changing the first request changes nothing of it.
            MessageTs = request.ForkedFrom is null ? request.MessageTs : null,
            Files = request.Files,
            CreatedAt = now,
        };
        var card = new OutboxMessage
        {
            Key = $"{run.Id}/card",
            Run = run.Id,
            Kind = OutboxKind.Card,
            Priority = OutboxPriority.Terminal,
            Channel = run.Channel,
            ThreadTs = run.ThreadTs,
            CreatedAt = now,
        };
        var added = await changer.AddAsync(request.RequestKey, new RunChange(run, [turn], [card, .. Notes(run, harness)]), cancellationToken);
        outbox.Raise();
        return added;
    }

    /// <summary>A setting that could not be followed is told with the run, so once.</summary>
    private static IEnumerable<OutboxMessage> Notes(Run run, HarnessChoice harness)
    {
        if (harness.Note is { } note)
        {
            yield return new OutboxMessage
            {
                Key = $"{run.Id}/settings",
                Kind = OutboxKind.Private,
                Priority = OutboxPriority.Normal,
                Channel = run.Channel,
                PrivateAddress = run.ReplyTo,
                Content = new ReplyContent(note, [new Paragraph(note)]),
                CreatedAt = run.CreatedAt,
            };
        }
    }

    private static string NewUuid() => PromptIds.New();
}
