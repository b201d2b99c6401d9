using SlackAgents.Core.Harnesses;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Grammar;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Reasons;
using SlackAgents.Core.Runs;

namespace SlackAgents.Core.Intake.Api;

/// <summary>Starts runs for whoever asks by HTTP: the same grammar, the same admission and the same rules as in Slack.</summary>
internal sealed class ApiRuns(CommandGrammar grammar, HarnessCatalog harnesses, RunAdmission admission, AccessPolicy access, IPersonDirectory directory, IRunStore store)
{
    private readonly OptionValues _values = new(harnesses.Words);

    /// <param name="id">What the run will be called; a second request with the same one is the same run.</param>
    public async Task<ApiResult> StartAsync(ApiStart start, RunId id, CancellationToken cancellationToken)
    {
        var decision = await access.DecideAsync(new AccessQuestion(start.Person, start.Channel ?? start.Person.User, AccessAction.Start), cancellationToken);
        if (!decision.Allowed)
        {
            return ApiResult.Refuse(ApiProblemKind.Forbidden, decision.Sentence!);
        }

        // Only now: whoever lost the right to start since does not learn what became of it.
        if (await store.GetAsync(id, cancellationToken) is { } known)
        {
            return ApiResult.Of(known);
        }

        if (await FindPlaceAsync(start, cancellationToken) is not { } channel)
        {
            return start.Channel is null
                ? ApiResult.Refuse(ApiProblemKind.Invalid, "Slack gives me no direct messages with you to put the card into.", "Name a public `channel`.")
                : ApiResult.Refuse(ApiProblemKind.Forbidden, "From outside Slack I put cards only into public channels and into your own direct messages: I cannot tell whether you are in this one.", "Leave `channel` out, or ask in the channel itself.");
        }

        return Read(start) switch
        {
            (AgentCommand.Run run, null) => await AdmitAsync(start, id, run, new Requester(start.Person, decision.DisplayName), channel, cancellationToken),
            var (_, problem) => new ApiResult(null, problem),
        };
    }

    private async Task<ApiResult> AdmitAsync(ApiStart start, RunId id, AgentCommand.Run run, Requester who, string channel, CancellationToken cancellationToken)
    {
        var admitted = await admission.AdmitAsync(
            new RunRequest
            {
                RunId = id,
                RequestKey = $"api:{id}",
                Requester = who,
                Channel = channel,
                Task = run.Task,
                Options = run.Options,
                Surface = RequestSurface.Api,
                ReplyTo = new PrivateAddress(start.Person, start.Person.User, null, null),
            },
            cancellationToken);
        if (admitted.Admitted && await store.GetAsync(id, cancellationToken) is { } added)
        {
            return ApiResult.Of(added, isNew: admitted.Sentence is null);
        }

        var isFull = admitted.Sentence == ReasonCatalog.Of(ReasonCode.QueueFull).Sentence;
        return ApiResult.Refuse(isFull ? ApiProblemKind.Busy : ApiProblemKind.Invalid, admitted.Sentence ?? "The run was not taken.", admitted.NextStep);
    }

    /// <summary>The channel's own id; null for a place where this person's being there is not known.</summary>
    private async Task<string?> FindPlaceAsync(ApiStart start, CancellationToken cancellationToken)
    {
        var direct = start.Channel is null || start.Channel == start.Person.User || start.Channel.StartsWith('D')
            ? await directory.FindChannelAsync(start.Person.User, cancellationToken)
            : null;
        if (start.Channel is null || start.Channel == start.Person.User || start.Channel == direct?.Id)
        {
            return direct?.Id;
        }

        // Guests do not see all public channels either.
        var isGuest = await directory.FindPersonAsync(start.Person, cancellationToken) is not { IsGuest: false, IsStranger: false };
        return !isGuest && await directory.FindChannelAsync(start.Channel, cancellationToken) is { IsPrivate: false, IsDirectMessage: false } open ? open.Id : null;
    }

    private (AgentCommand.Run? Run, ApiProblem? Problem) Read(ApiStart start)
    {
        switch (grammar.Parse(start.Text))
        {
            case AgentCommand.Run run:
                return With(run, start.Options);
            case AgentCommand.Invalid invalid:
                return (null, new ApiProblem(ApiProblemKind.Invalid, invalid.Sentence, invalid.Suggestion is null ? null : $"Try: {invalid.Suggestion}"));
            case AgentCommand.Help or AgentCommand.NewRun:
                return (null, new ApiProblem(ApiProblemKind.Invalid, "There is no task.", "Say in `task` what is to be done."));
            default:
                return (null, new ApiProblem(ApiProblemKind.Invalid, "That is an order and no task.", "Runs are stopped, shown and told something at /api/runs/{id}."));
        }
    }

    private (AgentCommand.Run? Run, ApiProblem? Problem) With(AgentCommand.Run run, IReadOnlyDictionary<string, string> asked)
    {
        var options = run.Options;
        foreach (var (key, value) in asked)
        {
            var (changed, problem) = key == "context" ? Context(options, value) : _values.Apply(options, key, value.Trim());
            if (problem is not null)
            {
                return (null, new ApiProblem(ApiProblemKind.Invalid, problem.Sentence, problem.Suggestion is null ? null : $"Try: {problem.Suggestion}"));
            }

            options = changed;
        }

        return (run with { Options = options }, null);
    }

    private static (RunOptions Options, AgentCommand.Invalid? Problem) Context(RunOptions options, string value) =>
        Enum.TryParse<ContextMode>(value, ignoreCase: true, out var mode) && Enum.IsDefined(mode)
            ? (options with { Context = mode }, null)
            : (options, new AgentCommand.Invalid($"“context={OptionValues.Show(value)}” is not understood. Write thread, message or none.", null));
}
