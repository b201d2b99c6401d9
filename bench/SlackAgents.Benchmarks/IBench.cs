using SlackAgents.Benchmarks.Reports;

namespace SlackAgents.Benchmarks;

/// <summary>One question that is answered with numbers.</summary>
internal interface IBench
{
    /// <summary>What <c>scripts/bench NAME</c> calls it.</summary>
    string Name { get; }

    /// <summary>Headline of its section in the results.</summary>
    string Title { get; }

    /// <returns>The section's text: what was done, the figures, and what they do not show.</returns>
    Task<string> RunAsync(Progress progress, CancellationToken cancellationToken);
}
