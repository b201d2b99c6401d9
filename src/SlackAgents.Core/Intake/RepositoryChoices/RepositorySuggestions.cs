using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Desks;
using SlackAgents.Core.Intake.Requests;
using SlackAgents.Core.Replies.Forms;
using SlackAgents.Core.Runs;

namespace SlackAgents.Core.Intake.RepositoryChoices;

/// <summary>Type-ahead over the repositories that the App may see: what fits best first, then what the person used last.</summary>
/// <param name="forField">The field or picker that it is for.</param>
internal sealed class RepositorySuggestions(string forField, RepositoryDirectory directory, IRunStore store) : IChoiceSource
{
    /// <summary>Name of every form field that holds a repository.</summary>
    public const string FormField = "repository";

    /// <summary>Slack shows no more (docs.slack.dev/reference/block-kit/block-elements, external data source).</summary>
    private const int MostChoices = 100;

    /// <summary>A value or text of a choice has at most 75 characters; a longer name can be typed with <c>repo=</c>.</summary>
    private const int LongestName = 75;

    private const int RecentRuns = 50;

    public string Field => forField;

    public static FormChoice ChoiceOf(RepositoryName name) => new(name.ToString(), name.ToString());

    public async Task<IReadOnlyList<FormChoice>> SuggestAsync(ChoiceQuery query, CancellationToken cancellationToken)
    {
        var typed = query.Typed.Trim();
        var used = (await store.ListRecentAsync(query.Person, RecentRuns, cancellationToken)).Select(run => run.Repository).Distinct().ToList();
        var fitting = directory.Known.All
            .Where(name => name.ToString().Length <= LongestName)
            .Select(name => (Name: name, Rank: RepositoryMatch.Rank(typed, name)))
            .Where(pair => pair.Rank is not null)
            .OrderBy(pair => pair.Rank)
            .ThenBy(pair => used.IndexOf(pair.Name) is var at and >= 0 ? at : int.MaxValue)
            .Take(MostChoices)
            .Select(pair => ChoiceOf(pair.Name))
            .ToList();
        if (fitting.Count == 0)
        {
            directory.Refresh(); // it may be new
        }

        return fitting;
    }
}
