using System.Text.Json.Nodes;
using SlackAgents.Playground.GitHub.Git;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.GitHub.Rest;

/// <summary>Pull requests, with the refusals of docs.github.com/rest/pulls/pulls and of practice.</summary>
internal static class PullEndpoints
{
    private const int MaxTitle = 256;
    private const int MaxBody = 65_536;

    public static async Task<GitHubAnswer> ListAsync(GitHubCall call, CancellationToken cancellationToken)
    {
        var repository = call.Repository;
        var pulls = call.State.Pulls.In(repository.FullName).Reverse();
        pulls = call.Query("state") switch
        {
            "closed" => pulls.Where(pull => !pull.IsOpen),
            "all" => pulls,
            _ => pulls.Where(pull => pull.IsOpen),
        };

        // The head filter takes owner:branch; a bare branch name is ignored by the service, so everything comes back.
        if (call.Query("head") is { } head && head.Contains(':', StringComparison.Ordinal))
        {
            pulls = pulls.Where(pull => $"{repository.Owner}:{pull.HeadBranch}" == head);
        }

        if (call.Query("base") is { Length: > 0 } target)
        {
            pulls = pulls.Where(pull => pull.BaseBranch == target);
        }

        var described = new List<JsonObject>();
        foreach (var pull in pulls)
        {
            described.Add(await SiteJson.PullAsync(call.State, repository, pull, cancellationToken));
        }

        return call.Page(described, items => items);
    }

    public static async Task<GitHubAnswer> CreateAsync(GitHubCall call, CancellationToken cancellationToken)
    {
        var repository = call.Repository;
        var (title, body) = (call.Body.Text("title"), call.Body.Text("body"));
        if (string.IsNullOrWhiteSpace(title))
        {
            throw GitHubRefusalException.Invalid("PullRequest", "title", "missing_field");
        }

        CheckLengths(title, body);
        if (repository.Seed.IsArchived)
        {
            throw new GitHubRefusalException(403, "Repository was archived so is read-only.");
        }

        var head = await BranchOfAsync(repository, call.Body.Text("head"), "head", cancellationToken);
        var target = await BranchOfAsync(repository, call.Body.Text("base"), "base", cancellationToken);
        var commits = await repository.CommitsAsync($"refs/heads/{target}", $"refs/heads/{head}", cancellationToken);
        if (commits.Count == 0)
        {
            throw GitHubRefusalException.Custom("PullRequest", $"No commits between {target} and {head}");
        }

        var draft = call.Body.Flag("draft");
        if (draft && !repository.Seed.SupportsDrafts)
        {
            // This one comes as the top-level message, without an errors list.
            throw new GitHubRefusalException(422, "Draft pull requests are not supported in this repository.");
        }

        var now = call.State.Time.GetUtcNow();
        var pull = call.State.Pulls.TryOpen(number => new PullRequest(repository.FullName, number, title, body, head, target)
        {
            IsDraft = draft,
            Author = call.State.BotLogin,
            CreatedAt = now,
            UpdatedAt = now,
        }) ?? throw GitHubRefusalException.Custom("PullRequest", $"A pull request already exists for {repository.Owner}:{head}.");
        return GitHubAnswer.Created(await SiteJson.PullAsync(call.State, repository, pull, cancellationToken));
    }

    public static async Task<GitHubAnswer> GetAsync(GitHubCall call, CancellationToken cancellationToken)
    {
        var (repository, pull) = (call.Repository, call.Pull);
        var json = await SiteJson.PullAsync(call.State, repository, pull, cancellationToken);
        if (await repository.ResolveBranchAsync(pull.HeadBranch, cancellationToken) is { } head)
        {
            var files = await repository.ChangedFilesAsync($"refs/heads/{pull.BaseBranch}", head, cancellationToken);
            json["commits"] = (await repository.CommitsAsync($"refs/heads/{pull.BaseBranch}", head, cancellationToken)).Count;
            json["additions"] = files.Sum(file => file.Additions);
            json["deletions"] = files.Sum(file => file.Deletions);
            json["changed_files"] = files.Count;
        }

        return GitHubAnswer.Ok(json);
    }

    public static async Task<GitHubAnswer> UpdateAsync(GitHubCall call, CancellationToken cancellationToken)
    {
        var (repository, pull) = (call.Repository, call.Pull);
        CheckLengths(call.Body.Text("title") ?? pull.Title, call.Body.Text("body"));
        var state = call.Body.Text("state");
        if (state is not (null or "open" or "closed"))
        {
            throw GitHubRefusalException.Invalid("PullRequest", "state", "invalid");
        }

        var target = call.Body.ContainsKey("base") ? await BranchOfAsync(repository, call.Body.Text("base"), "base", cancellationToken) : pull.BaseBranch;
        if (state == "open" && pull.IsMerged)
        {
            throw GitHubRefusalException.Custom("PullRequest", "state cannot be changed. The pull request was merged.");
        }

        var after = call.State.Pulls.Change(repository.FullName, pull.Number, current => current with
        {
            Title = call.Body.Text("title") ?? current.Title,
            Body = call.Body.ContainsKey("body") ? call.Body.Text("body") : current.Body,
            IsOpen = state is null ? current.IsOpen : state == "open",
            BaseBranch = target,
            UpdatedAt = call.State.Time.GetUtcNow(),
        })!;
        return GitHubAnswer.Ok(await SiteJson.PullAsync(call.State, repository, after, cancellationToken));
    }

    public static async Task<GitHubAnswer> FilesAsync(GitHubCall call, CancellationToken cancellationToken)
    {
        var pull = call.Pull;
        var files = await call.Repository.ChangedFilesAsync($"refs/heads/{pull.BaseBranch}", $"refs/heads/{pull.HeadBranch}", cancellationToken);
        return call.Page([.. files.Select(RepositoryEndpoints.FileOf)], items => items);
    }

    private static void CheckLengths(string title, string? body)
    {
        if (title.Length > MaxTitle)
        {
            throw GitHubRefusalException.Custom("PullRequest", $"title is too long (maximum is {MaxTitle} characters)");
        }

        if (body?.Length > MaxBody)
        {
            throw GitHubRefusalException.Custom("PullRequest", $"body is too long (maximum is {MaxBody} characters)");
        }
    }

    private static async Task<string> BranchOfAsync(BareRepository repository, string? given, string field, CancellationToken cancellationToken)
    {
        var branch = given ?? string.Empty;
        var colon = branch.IndexOf(':', StringComparison.Ordinal);
        if (colon >= 0)
        {
            if (branch[..colon] != repository.Owner)
            {
                throw GitHubRefusalException.Invalid("PullRequest", field, "invalid");
            }

            branch = branch[(colon + 1)..];
        }

        return await repository.ResolveBranchAsync(branch, cancellationToken) is not null ? branch : throw GitHubRefusalException.Invalid("PullRequest", field, "invalid");
    }
}
