using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using SlackAgents.Playground.Faults;
using SlackAgents.Playground.GitHub.Apps;
using SlackAgents.Playground.GitHub.Git;
using SlackAgents.Playground.GitHub.Rest;
using SlackAgents.Playground.GitHub.Users;

namespace SlackAgents.Playground.GitHub;

/// <summary>The site from the outside: what is on it, what was done to it, and what goes wrong. Repositories are named <c>owner/name</c>.</summary>
internal sealed class GitHubSite(SiteState state, HttpClient client)
{
    public SiteState State => state;

    /// <summary>People, who of them uses the browser, and the tokens they gave.</summary>
    public SiteUsers Users => state.Users;

    public IReadOnlyList<PullRequest> PullRequests => state.Pulls.All;

    /// <summary>Every token ever minted, with when it was revoked.</summary>
    public IReadOnlyList<MintedToken> Tokens => state.Tokens.All;

    /// <summary>Every ref that a push changed.</summary>
    public IReadOnlyList<PushRecord> Pushes => state.Pushes.Snapshot;

    public IReadOnlyList<GitHubRequest> Requests => state.Requests.Snapshot;

    public IReadOnlyList<BareRepository> Repositories => state.Repositories;

    /// <summary>Fresh tokens answer 401 for so long.</summary>
    public TimeSpan TokenReplicationDelay
    {
        get => state.Tokens.ReplicationDelay;
        set => state.Tokens.ReplicationDelay = value;
    }

    public Task<IReadOnlyList<string>> BranchesAsync(string repository, CancellationToken cancellationToken) => Repository(repository).BranchesAsync(cancellationToken);

    /// <summary>A file's text on a branch or commit; null when it is not there.</summary>
    public Task<string?> FileAsync(string repository, string reference, string path, CancellationToken cancellationToken) =>
        Repository(repository).FileAsync(reference, path, cancellationToken);

    /// <summary>Commits of <paramref name="head"/> that <paramref name="since"/> (for example <c>main</c>; null for none) lacks, oldest first.</summary>
    public Task<IReadOnlyList<CommitSummary>> CommitsAsync(string repository, string? since, string head, CancellationToken cancellationToken) =>
        Repository(repository).CommitsAsync(since, head, cancellationToken);

    public Task<string> DiffAsync(string repository, string from, string head, CancellationToken cancellationToken) => Repository(repository).DiffAsync(from, head, cancellationToken);

    public Task<string?> ShaAsync(string repository, string reference, CancellationToken cancellationToken) => Repository(repository).ResolveAsync(reference, cancellationToken);

    /// <summary>A commit by somebody of the team, straight onto a branch (made when missing). Returns its id.</summary>
    public Task<string> CommitAsync(string repository, string branch, string path, string content, string message, CancellationToken cancellationToken) =>
        Repository(repository).CommitAsync(branch, path, content, message, cancellationToken);

    public Task<BareRepository> AddRepositoryAsync(RepositorySeed seed, CancellationToken cancellationToken) => state.CreateRepositoryAsync(seed, cancellationToken);

    /// <summary>Changes what kind of repository it is: archived, drafts supported, installed, protected branches.</summary>
    public void Configure(string repository, Func<RepositorySeed, RepositorySeed> change)
    {
        var found = Repository(repository);
        found.Seed = change(found.Seed);
    }

    /// <exception cref="TimeoutException">None matched in time; the message lists those there are.</exception>
    public Task<PullRequest> WaitForPullRequestAsync(Func<PullRequest, bool> predicate, TimeSpan timeout, CancellationToken cancellationToken) =>
        state.Changed.UntilAsync(() => PullRequests.FirstOrDefault(predicate), timeout, Describe, cancellationToken);

    public Task WaitUntilAsync(Func<bool> condition, TimeSpan timeout, CancellationToken cancellationToken) =>
        state.Changed.UntilAsync(() => condition() ? this : null, timeout, Describe, cancellationToken);

    /// <summary>A check of the team's own CI says something of a commit.</summary>
    public void SetCheck(string sha, SiteCheck check) => state.Checks.Set(sha, check);

    public void ClosePullRequest(string repository, int number, bool merged = false) =>
        state.Pulls.Change(Repository(repository).FullName, number, pull => pull with { IsOpen = false, IsMerged = merged, UpdatedAt = state.Time.GetUtcNow() });

    /// <summary>What the installation holds from now on; tokens minted before keep theirs.</summary>
    public void Grant(IReadOnlyDictionary<string, string> permissions) => state.Granted = permissions;

    public void Suspend()
    {
        state.IsSuspended = true;
        state.Tokens.RevokeAll();
    }

    /// <summary>Fails the next requests like <c>POST /repos/*/pulls</c> (REST, path without the prefix) or <c>GET /git/*/info/refs</c> (git).</summary>
    public void FailNext(string pattern, int status, int times = 1, IReadOnlyDictionary<string, string>? headers = null, string? message = null) =>
        state.Faults.Add(pattern, new Fault(status, message, headers ?? new Dictionary<string, string>(StringComparer.Ordinal)), times);

    /// <summary>Carries the next request out but answers 502, as a gateway does that lost the answer.</summary>
    public void LoseAnswerOfNext(string pattern, int times = 1) =>
        state.Faults.Add(pattern, new Fault(502, null, new Dictionary<string, string>(StringComparer.Ordinal), AfterWork: true), times);

    /// <summary>docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api: 403 with retry-after.</summary>
    public void HitSecondaryLimit(string pattern, TimeSpan retryAfter, int times = 1) => FailNext(
        pattern, 403, times,
        new Dictionary<string, string>(StringComparer.Ordinal) { ["Retry-After"] = Math.Ceiling(retryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture) },
        "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.");

    public void HitPrimaryLimit(string pattern, TimeSpan untilReset, int times = 1) => FailNext(
        pattern, 403, times,
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["X-RateLimit-Remaining"] = "0",
            ["X-RateLimit-Reset"] = (state.Time.GetUtcNow() + untilReset).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        },
        $"API rate limit exceeded for installation ID {state.Settings.InstallationId}.");

    public void Delay(string pattern, TimeSpan delay) => state.Faults.Delay(pattern, delay);

    public void ClearFaults() => state.Faults.Clear();

    /// <summary>Sends a signed webhook and returns the status it was answered with. The same <paramref name="deliveryId"/> again is a redelivery.</summary>
    public async Task<int> DeliverWebhookAsync(Uri url, string eventName, JsonObject payload, string deliveryId, CancellationToken cancellationToken)
    {
        payload["installation"] = new JsonObject { ["id"] = state.Settings.InstallationId };
        var body = Encoding.UTF8.GetBytes(payload.ToJsonString());
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        request.Headers.TryAddWithoutValidation("User-Agent", "GitHub-Hookshot/playground");
        request.Headers.TryAddWithoutValidation("X-GitHub-Event", eventName);
        request.Headers.TryAddWithoutValidation("X-GitHub-Delivery", deliveryId);
        request.Headers.TryAddWithoutValidation("X-Hub-Signature-256", "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(state.WebhookSecret), body)));
        using var response = await client.SendAsync(request, cancellationToken);
        return (int)response.StatusCode;
    }

    private BareRepository Repository(string fullName)
    {
        var parts = fullName.Split('/');
        return parts.Length == 2 && state.FindRepository(parts[0], parts[1]) is { } repository
            ? repository
            : throw new ArgumentException($"No repository {fullName} on the site.", nameof(fullName));
    }

    private string Describe() =>
        $"Pull requests: {string.Join("; ", PullRequests.Select(pull => $"{pull.Repository}#{pull.Number} {pull.HeadBranch}"))}\n"
        + $"Pushes: {string.Join("; ", Pushes.Select(push => $"{push.Repository} {push.Ref}"))}\n"
        + $"Last requests:\n{string.Join('\n', Requests.TakeLast(10).Select(request => $"  {request.Method} {request.Path} {request.HttpStatus}"))}";
}
