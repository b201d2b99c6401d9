using SlackAgents.Core.Harnesses;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Grammar;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Runs;

namespace SlackAgents.Core.Intake;

/// <summary>
/// What options in a reply do: how replies are delivered and which model works can change while a run goes on; where it
/// works, and who, cannot. Says only what is not as it was before.
/// </summary>
internal sealed class ReplyOptions(RunStateChanger changer, HarnessCatalog harnesses, ModelSelector models, RunDesk runs, RunAudit audit)
{
    private static readonly RunState[] AnyState = Enum.GetValues<RunState>();

    /// <returns>The run as it is afterwards, and what its author has to know.</returns>
    public async Task<(Run Run, IReadOnlyList<string> Remarks)> ApplyAsync(Run run, ParsedOptions parsed, Requester who, string channel, CancellationToken cancellationToken)
    {
        var remarks = new List<string>();
        var asked = parsed.Options;
        var changes = (asked.Steering is { } steering && steering != run.Steering) || asked.Model is not null;
        if (changes && await runs.RefusalAsync(run, AccessAction.Control, who, channel, cancellationToken) is { } sentence)
        {
            remarks.Add($"The run's options stay as they are. {sentence}");
        }
        else if (changes)
        {
            var before = run;
            run = await SteerAsync(run, asked.Steering, remarks, cancellationToken);
            run = await UseModelAsync(run, asked.Model, remarks, cancellationToken);
            Note(before, run, who);
        }

        if (Fixed(run, parsed).ToList() is { Count: > 0 } words)
        {
            remarks.Add($"This run stays where it is, so {string.Join(' ', words.Select(word => $"`{word}`"))} changed nothing here. `fork {string.Join(' ', words)}` begins another run with it.");
        }

        return (run, remarks);
    }

    private void Note(Run before, Run after, Requester who)
    {
        if (before.Steering != after.Steering)
        {
            audit.Did(after, who, "change options", $"replies: {before.Steering} → {after.Steering}", $"steering/{after.Version}");
        }

        if (before.Model != after.Model || before.Provider != after.Provider)
        {
            audit.Did(after, who, "change options", $"model: {before.Model} → {after.Model}", $"model/{after.Version}");
        }
    }

    /// <summary>Options that only another run could have.</summary>
    private static IEnumerable<string> Fixed(Run run, ParsedOptions parsed)
    {
        var asked = parsed.Options;
        if (asked.Repository is { } repository && !repository.Equals(run.Repository))
        {
            yield return $"repo={repository}";
        }

        if (asked.Base is { } branch && branch != run.Base)
        {
            yield return $"base={branch}";
        }

        if (asked.Harness is { } harness && harness != run.Harness)
        {
            yield return $"harness={harness}";
        }

        if (asked.Push is { } push && push != run.Push)
        {
            yield return $"push={(push ? "on" : "off")}";
        }

        if (asked.Context is { } context && context != run.ContextMode)
        {
            yield return $"context={context.ToString().ToLowerInvariant()}";
        }
    }

    private async Task<Run> SteerAsync(Run run, TurnDelivery? steering, List<string> remarks, CancellationToken cancellationToken)
    {
        if (steering is not { } way || way == run.Steering)
        {
            return run;
        }

        remarks.Add(way switch
        {
            TurnDelivery.Now => "From now on, replies here reach the agent while it works.",
            TurnDelivery.Interrupt => "From now on, replies here end the turn under way and are the next one.",
            _ => "From now on, replies here wait until the turn has ended.",
        });
        return await changer.UpdateAsync(run.Id, AnyState, current => current with { Steering = way }, cancellationToken) ?? run;
    }

    private async Task<Run> UseModelAsync(Run run, string? model, List<string> remarks, CancellationToken cancellationToken)
    {
        if (model is null || harnesses.Find(run.Harness) is not { } harness)
        {
            return run;
        }

        var selection = models.Select(harness, model);
        if (selection is not ModelSelection.Selected selected)
        {
            remarks.Add(selection is ModelSelection.Refused refused ? $"{refused.Sentence} {refused.NextStep}" : "This model cannot be used.");
            return run;
        }

        if (selected.Model == run.Model && selected.Provider == run.Provider)
        {
            return run;
        }

        if (selected.Provider != run.Provider && !run.AtRest && run.State != RunState.Queued)
        {
            // The turn's door leads to its provider until it has ended.
            remarks.Add($"{selected.Model} is another provider's, and the turn under way still needs its own. Say it again when the turn has ended.");
            return run;
        }

        remarks.Add(run.AtRest || run.State == RunState.Queued ? $"The next turn uses {selected.Model}." : $"The turn under way goes on with {run.Model}; the next one uses {selected.Model}.");
        return await changer.UpdateAsync(
            run.Id,
            AnyState,
            current => current.Harness == run.Harness ? current with { Model = selected.Model, Provider = selected.Provider, AgentNamed = true } : current,
            cancellationToken) ?? run;
    }
}
