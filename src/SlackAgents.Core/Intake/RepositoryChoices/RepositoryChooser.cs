using Microsoft.Extensions.Options;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Grammar;
using SlackAgents.Core.Intake.Settings;
using SlackAgents.Core.Runs;

namespace SlackAgents.Core.Intake.RepositoryChoices;

/// <summary>
/// Which repository a request is about. In this order: what it names as an option, the thread's earlier run, what its
/// text names, the defaults, recent use. Where they leave it open it stays open: a wrong guess costs more than a question.
/// </summary>
internal sealed class RepositoryChooser(RepositoryDirectory directory, IRunStore store, IOptions<DefaultsOptions> defaults)
{
    public const int MaxCandidates = 4;

    private const int MaxSuggestions = 3;

    /// <summary>So many runs in a row make a habit.</summary>
    private const int Habit = 3;

    private const int LookedAt = 50;

    /// <summary>What may be chosen, as far as it is known.</summary>
    public KnownRepositories Known => directory.Known;

    public Task<RepositoryDecision> ChooseAsync(RunRequest request, DefaultLayers layers, Run? thread, CancellationToken cancellationToken) => ChooseAsync(
        request.Requester.Person,
        request.Channel,
        new RepositoryEvidence { Asked = request.Options, AskedHow = request.RepositoryHow, Task = request.Task, Thread = thread?.Repository, Layers = layers },
        cancellationToken);

    /// <param name="said">What was said; what is known and used is added here.</param>
    public async Task<RepositoryDecision> ChooseAsync(PersonId person, string channel, RepositoryEvidence said, CancellationToken cancellationToken)
    {
        IReadOnlyList<Run> recent = said.Asked.Repository is null ? await store.ListRecentAsync(person, LookedAt, cancellationToken) : [];
        var decision = Decide(said with
        {
            Known = directory.Known,
            Routing = [.. defaults.Value.Routing],
            RecentHere = [.. recent.Where(run => run.Channel == channel).Select(run => run.Repository)],
            Recent = [.. recent.Select(run => run.Repository)],
        });
        if (decision.Choice is null)
        {
            directory.Refresh();
        }

        return decision;
    }

    /// <summary>Pure: the same evidence gives the same decision.</summary>
    public static RepositoryDecision Decide(RepositoryEvidence evidence) =>
        Explicit(evidence) ?? EarlierRun(evidence) ?? ByText(evidence) ?? ByDefault(evidence) ?? ByUse(evidence)
        ?? RepositoryDecision.Unknown("Nothing says which repository this is about.", Likely(evidence));

    /// <summary>Known names that a mistyped one was probably meant to be.</summary>
    public static IReadOnlyList<RepositoryName> Near(string typed, KnownRepositories known) => RepositoryMatch.Near(typed, known, MaxSuggestions);

    private static RepositoryDecision? Explicit(RepositoryEvidence evidence)
    {
        if (evidence.Asked.Repository is { } named)
        {
            return Choose(evidence, evidence.Known.Find(named) ?? named, evidence.AskedHow ?? "you named it");
        }

        if (evidence.Asked.RepositoryWord is not { } word)
        {
            return null;
        }

        return evidence.Known.WithShortName(word).ToList() switch
        {
            [var only] => Choose(evidence, only, "you named it"),
            [] => RepositoryDecision.Unknown($"“{OptionValues.Show(word)}” is not a repository that I may see.", Near(word, evidence.Known)),
            var several => RepositoryDecision.Unknown($"“{OptionValues.Show(word)}” can be {Join(several)}.", several),
        };
    }

    private static RepositoryDecision? EarlierRun(RepositoryEvidence evidence) =>
        evidence.Thread is { } earlier ? Choose(evidence, earlier, "this thread's earlier run") : null;

    private static RepositoryDecision? ByText(RepositoryEvidence evidence)
    {
        var named = RepositoryMentions.Find(evidence.Task, evidence.Known);
        var routed = RoutingRules.Match(evidence.Task, evidence.Routing).Where(rule => evidence.Known.MaySee(rule.Repository)).ToList();
        var all = named.Concat(routed.Select(rule => rule.Repository)).Distinct().ToList();
        return all switch
        {
            [] => null,
            [var only] => Choose(evidence, only, named.Count > 0 ? "named in the task" : $"routing word “{OptionValues.Show(routed[0].Word)}”"),
            _ => RepositoryDecision.Unknown($"The task names {Join(all)}.", all),
        };
    }

    private static RepositoryDecision? ByDefault(RepositoryEvidence evidence)
    {
        foreach (var (source, layer) in evidence.Layers.InOrder)
        {
            if (RepositoryName.TryParse(layer.Repository, out var repository))
            {
                return Choose(evidence, repository, source);
            }
        }

        return null;
    }

    private static RepositoryDecision? ByUse(RepositoryEvidence evidence) =>
        evidence.RecentHere.Take(Habit).ToList() is { Count: Habit } last && last.Distinct().Count() == 1 && evidence.Known.MaySee(last[0])
            ? Choose(evidence, last[0], "your last three runs here")
            : null;

    /// <summary>What this person used before; of few repositories, the others too.</summary>
    private static IEnumerable<RepositoryName> Likely(RepositoryEvidence evidence)
    {
        var used = evidence.RecentHere.Concat(evidence.Recent).Where(evidence.Known.MaySee).Distinct();
        return evidence.Known.All.Count <= MaxCandidates ? used.Concat(evidence.Known.All) : used;
    }

    /// <summary>A default branch to start from counts for the repository that it was set with.</summary>
    private static RepositoryDecision Choose(RepositoryEvidence evidence, RepositoryName repository, string how) => RepositoryDecision.Choose(
        repository,
        how,
        evidence.Asked.Base ?? evidence.Layers.InOrder
            .Where(layer => RepositoryName.TryParse(layer.Defaults.Repository, out var set) && set == repository)
            .Select(layer => layer.Defaults.Base)
            .FirstOrDefault(branch => branch is not null));

    private static string Join(List<RepositoryName> names) =>
        names.Count <= MaxCandidates ? string.Join(" and ", names) : $"{string.Join(", ", names.Take(MaxCandidates))} and more";
}
