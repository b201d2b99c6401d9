using SlackAgents.Core.Reasons;
using SlackAgents.Core.Runs;

namespace SlackAgents.Host.Api;

/// <summary>A run as the API shows it.</summary>
internal sealed record RunView(string Id, string State, string Title, string Repository, string Branch, string Harness, string Model, decimal CostUsd, DateTimeOffset CreatedAt)
{
    /// <summary>Why it is at rest, in a sentence; null while nothing ended.</summary>
    public string? Reason { get; init; }

    public string? Base { get; init; }

    public string? Answer { get; init; }

    public Uri? PullRequestUrl { get; init; }

    public Uri? TraceUrl { get; init; }

    public Uri? StatusUrl { get; init; }

    public Uri? ThreadUrl { get; init; }

    /// <param name="traceUrl">Carries its own permission.</param>
    /// <param name="redact">Takes secrets out of what an agent wrote.</param>
    public static RunView Of(Run run, Uri traceUrl, Uri? threadUrl, Func<string, string> redact) =>
        new(run.Id.Value, run.State.ToString().ToLowerInvariant(), redact(run.Title), run.Repository.ToString(), run.Branch, run.Harness, run.Model, run.Usage.CostUsd, run.CreatedAt)
        {
            Reason = run.Reason is { } reason ? ReasonCatalog.Of(reason).Sentence : null,
            Base = run.Base,
            Answer = run.Answer is null ? null : redact(run.Answer),
            PullRequestUrl = run.PullRequestUrl,
            TraceUrl = traceUrl,
            StatusUrl = new Uri(traceUrl, $"../api/runs/{run.Id}"),
            ThreadUrl = threadUrl,
        };
}
