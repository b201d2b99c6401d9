using Microsoft.Extensions.Options;
using SlackAgents.Core.Harnesses;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Publishing;
using SlackAgents.Core.Reasons;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Sandboxes;

namespace SlackAgents.Host.Traces;

/// <summary>Makes <see cref="RunHead"/>s: what is stored of a run, what limits it, what its sandbox is made from; without secrets.</summary>
internal sealed class RunHeads(IOptions<RunsOptions> limits, IOptions<SandboxOptions> sandbox, HarnessCatalog harnesses, SecretRedactor redactor, TimeProvider timeProvider)
{
    /// <summary>A sandbox has one way out: the gateway's socket.</summary>
    private const string Network = "none";

    /// <param name="last">Sequence of the run's newest record.</param>
    public RunHead Of(Run run, long last) => new()
    {
        Id = run.Id.Value,
        Title = Clean(run.Title),
        State = run.State.ToString(),
        AtRest = run.AtRest,
        Reason = run.Reason is { } code ? new RunEnd(code.ToString(), ReasonCatalog.Of(code).Sentence, ReasonCatalog.Of(code).NextStep) : null,
        Detail = CleanOrNull(run.ReasonDetail),
        Requester = new RunRequester(run.Requester.Person.User, Clean(run.Requester.DisplayName)),
        Channel = run.Channel,
        Surface = run.Surface.ToString(),
        Repository = run.Repository.ToString(),
        RepositoryChoice = Clean(run.RepositoryChoice),
        Branch = Clean(run.Branch),
        Base = CleanOrNull(run.Base),
        BaseSha = run.BaseSha,
        PushedSha = run.PushedSha,
        Harness = run.Harness,
        HarnessName = harnesses.Find(run.Harness)?.DisplayName ?? run.Harness,
        Model = Clean(run.Model),
        Provider = run.Provider,
        FellBackFrom = CleanOrNull(run.FellBackFrom),
        Environment = run.Sandbox is null ? null : EnvironmentOf(run),
        CreatedAt = run.CreatedAt,
        StateSince = run.StateSince,
        Now = timeProvider.GetUtcNow(),
        Turn = run.Turn,
        Usage = new RunTokens(run.Usage.InputTokens, run.Usage.CachedInputTokens, run.Usage.OutputTokens, run.Usage.TotalTokens, run.Usage.CostUsd),
        Limits = new RunLimits(limits.Value.MaxCostUsd, limits.Value.MaxTokens, limits.Value.TurnTimeout.TotalSeconds, limits.Value.SilenceTimeout.TotalSeconds),
        Push = run.Push,
        PullRequest = PullRequestOf(run),
        Changes = run.Changes is { } changes ? ChangesOf(changes) : null,
        Approval = run.Approval is { } approval ? new RunApproval(approval.State.ToString(), CleanOrNull(approval.DecidedBy), null, approval.HeadSha) : null,
        Last = last,
    };

    private RunChanges ChangesOf(BranchSummary changes) => new(
        changes.Files,
        changes.Additions,
        changes.Deletions,
        [.. (changes.Largest ?? []).Select(file => new RunChangedFile(Clean(file.Path), file.Additions, file.Deletions))]);

    private RunEnvironment EnvironmentOf(Run run)
    {
        var options = sandbox.Value;
        var image = options.Images.TryGetValue(run.Harness, out var named) && !string.IsNullOrWhiteSpace(named) ? named : options.Image;
        return new RunEnvironment(image, options.Runtime, options.Cpus, options.MemoryMb, Network);
    }

    private RunPullRequest? PullRequestOf(Run run) => run is { PullRequestUrl: { Scheme: "https" or "http" } url, PullRequestNumber: { } number }
        ? new RunPullRequest(number, Clean(url.AbsoluteUri), run.PullRequestState?.ToString(), run.Checks is { } checks ? ChecksOf(checks) : null)
        : null;

    private static string ChecksOf(CheckSummary checks) =>
        checks.Failed.Count > 0 ? $"{checks.Failed.Count} of {checks.Total} failed"
        : checks.IsComplete ? $"{checks.Passed} passed"
        : $"{checks.Pending} of {checks.Total} pending";

    private string Clean(string text) => redactor.Redact(text);

    private string? CleanOrNull(string? text) => text is null ? null : redactor.Redact(text);
}
