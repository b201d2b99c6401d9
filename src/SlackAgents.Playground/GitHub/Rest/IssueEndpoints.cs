using System.Text.Json;
using System.Text.Json.Nodes;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.GitHub.Rest;

/// <summary>Comments and labels of a pull request, which count as those of its issue.</summary>
internal static class IssueEndpoints
{
    private const int MaxComment = 65_536;

    public static Task<GitHubAnswer> CommentsAsync(GitHubCall call, CancellationToken cancellationToken) =>
        Task.FromResult(call.Page([.. call.Pull.Comments.Select(comment => Describe(call, comment))], items => items));

    public static Task<GitHubAnswer> CommentAsync(GitHubCall call, CancellationToken cancellationToken)
    {
        var text = call.Body.Text("body");
        if (string.IsNullOrWhiteSpace(text) || text.Length > MaxComment)
        {
            throw string.IsNullOrWhiteSpace(text)
                ? GitHubRefusalException.Custom("IssueComment", "body can't be blank")
                : GitHubRefusalException.Custom("IssueComment", $"body is too long (maximum is {MaxComment} characters)");
        }

        var comment = new IssueComment(Random.Shared.NextInt64(1_000_000, 9_999_999), call.State.BotLogin, text, call.State.Time.GetUtcNow());
        call.State.Pulls.Change(call.Repository.FullName, call.Pull.Number, pull => pull with { Comments = pull.Comments.Add(comment) });
        return Task.FromResult(GitHubAnswer.Created(Describe(call, comment)));
    }

    public static Task<GitHubAnswer> LabelAsync(GitHubCall call, CancellationToken cancellationToken)
    {
        var labels = (call.Body.List("labels") ?? throw new GitHubRefusalException(422, "Invalid request.\n\nFor 'properties/labels', value is not an array."))
            .Select(label => label?.GetValueKind() == JsonValueKind.String ? label.GetValue<string>() : throw new GitHubRefusalException(422, "Invalid request.\n\nFor 'items', value is not a string."))
            .ToList();
        var changed = call.State.Pulls.Change(call.Repository.FullName, call.Pull.Number, pull => pull with { Labels = [.. pull.Labels.Union(labels, StringComparer.Ordinal)] })!;
        return Task.FromResult(GitHubAnswer.Ok(changed.Labels.Select(label => new JsonObject { ["name"] = label }).ToJsonArray()));
    }

    private static JsonObject Describe(GitHubCall call, IssueComment comment) => new()
    {
        ["id"] = comment.Id,
        ["body"] = comment.Body,
        ["user"] = SiteJson.Bot(call.State),
        ["author_association"] = "NONE",
        ["created_at"] = SiteJson.Instant(comment.CreatedAt),
        ["updated_at"] = SiteJson.Instant(comment.CreatedAt),
        ["html_url"] = $"{call.State.BaseUrl}/git-web/{call.Repository.FullName}/pull/{call.Pull.Number}#issuecomment-{comment.Id}",
    };
}
