using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Intake.RepositoryChoices;

/// <summary>The repository of a request, or why it is not known.</summary>
/// <param name="Choice">Null when nobody can know it.</param>
/// <param name="Candidates">What it could be, the likeliest first; at most <see cref="RepositoryChooser.MaxCandidates"/>.</param>
/// <param name="Sentence">Why it is not known; empty when it is.</param>
internal sealed record RepositoryDecision(RepositoryChoice? Choice, IReadOnlyList<RepositoryName> Candidates, string Sentence)
{
    public static RepositoryDecision Choose(RepositoryName repository, string how, string? baseBranch) =>
        new(new RepositoryChoice(repository, how, baseBranch), [], string.Empty);

    public static RepositoryDecision Unknown(string sentence, IEnumerable<RepositoryName> candidates) =>
        new(null, [.. candidates.Distinct().Take(RepositoryChooser.MaxCandidates)], sentence);
}
