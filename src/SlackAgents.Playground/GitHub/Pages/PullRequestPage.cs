using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using SlackAgents.Playground.GitHub.Rest;

namespace SlackAgents.Playground.GitHub.Pages;

/// <summary>Where "Open PR" leads: title, body, commits and difference, all of it escaped, with no script on the page.</summary>
internal sealed class PullRequestPage(SiteState state)
{
    private const int MaxDiff = 400_000;

    public async Task ShowAsync(HttpContext context, string owner, string name, int number)
    {
        var cancellationToken = context.RequestAborted;
        var repository = state.FindRepository(owner, name);
        var pull = repository is null ? null : state.Pulls.Find(repository.FullName, number);
        if (repository is null || pull is null)
        {
            await WriteAsync(context, StatusCodes.Status404NotFound, "Not found", "<p>There is no such pull request.</p>");
            return;
        }

        var head = await repository.ResolveBranchAsync(pull.HeadBranch, cancellationToken);
        var commits = head is null ? [] : await repository.CommitsAsync($"refs/heads/{pull.BaseBranch}", head, cancellationToken);
        var diff = head is null ? string.Empty : await repository.DiffAsync($"refs/heads/{pull.BaseBranch}", head, cancellationToken);
        var body = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"<p class=\"muted\"><a href=\"/git-web/{Text(repository.FullName)}\">{Text(repository.FullName)}</a></p>")
            .Append(CultureInfo.InvariantCulture, $"<h1>{Text(pull.Title)} <span class=\"muted\">#{pull.Number}</span></h1>")
            .Append(CultureInfo.InvariantCulture, $"<p><span class=\"state {State(pull)}\">{State(pull)}</span> {Text(pull.Author)} wants to merge <code>{Text(pull.HeadBranch)}</code> into <code>{Text(pull.BaseBranch)}</code></p>");
        foreach (var label in pull.Labels)
        {
            body.Append(CultureInfo.InvariantCulture, $"<span class=\"label\">{Text(label)}</span>");
        }

        body.Append(CultureInfo.InvariantCulture, $"<div class=\"body\">{Text(pull.Body ?? "No description.")}</div><h2>Commits</h2><ul>");
        foreach (var commit in commits)
        {
            body.Append(CultureInfo.InvariantCulture, $"<li><code>{commit.Sha[..7]}</code> {Text(commit.Subject)} <span class=\"muted\">{Text(commit.AuthorName)}</span></li>");
        }

        body.Append("</ul><h2>Files changed</h2>").Append(Diff(diff));
        foreach (var comment in pull.Comments)
        {
            body.Append(CultureInfo.InvariantCulture, $"<h2>Comment by {Text(comment.Author)}</h2><div class=\"body\">{Text(comment.Body)}</div>");
        }

        await WriteAsync(context, StatusCodes.Status200OK, $"{pull.Title} #{pull.Number}", body.ToString());
    }

    public async Task ListAsync(HttpContext context, string owner, string name)
    {
        if (state.FindRepository(owner, name) is not { } repository)
        {
            await WriteAsync(context, StatusCodes.Status404NotFound, "Not found", "<p>There is no such repository.</p>");
            return;
        }

        var body = new StringBuilder().Append(CultureInfo.InvariantCulture, $"<h1>{Text(repository.FullName)}</h1><p>{Text(repository.Seed.Description)}</p><h2>Pull requests</h2><ul>");
        foreach (var pull in state.Pulls.In(repository.FullName).Reverse())
        {
            body.Append(CultureInfo.InvariantCulture, $"<li><span class=\"state {State(pull)}\">{State(pull)}</span> <a href=\"/git-web/{Text(repository.FullName)}/pull/{pull.Number}\">{Text(pull.Title)}</a> <span class=\"muted\">#{pull.Number}</span></li>");
        }

        body.Append("</ul><h2>Branches</h2><ul>");
        foreach (var branch in await repository.BranchesAsync(context.RequestAborted))
        {
            body.Append(CultureInfo.InvariantCulture, $"<li><code>{Text(branch)}</code></li>");
        }

        await WriteAsync(context, StatusCodes.Status200OK, repository.FullName, body.Append("</ul>").ToString());
    }

    private static string State(PullRequest pull) => pull switch
    {
        { IsMerged: true } => "merged",
        { IsOpen: false } => "closed",
        { IsDraft: true } => "draft",
        _ => "open",
    };

    private static string Diff(string diff)
    {
        var shown = diff.Length > MaxDiff ? diff[..MaxDiff] : diff;
        var html = new StringBuilder("<pre class=\"diff\">");
        foreach (var line in shown.Split('\n'))
        {
            var kind = line switch
            {
                ['+', '+', '+', ..] or ['-', '-', '-', ..] or ['d', 'i', 'f', 'f', ..] or ['i', 'n', 'd', 'e', 'x', ..] => "file",
                ['+', ..] => "add",
                ['-', ..] => "del",
                ['@', ..] => "hunk",
                _ => "same",
            };
            html.Append(CultureInfo.InvariantCulture, $"<span class=\"{kind}\">{Text(line)}\n</span>");
        }

        return html.Append(diff.Length > MaxDiff ? "</pre><p>The rest is not shown.</p>" : "</pre>").ToString();
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);

    private static Task WriteAsync(HttpContext context, int status, string title, string body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        return context.Response.WriteAsync($"""
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{Text(title)}</title><link rel="stylesheet" href="/ui/pull.css"></head>
            <body><p class="notice">This is a stand-in for GitHub on your own machine. Nothing here left it.</p><main>{body}</main></body></html>
            """, context.RequestAborted);
    }
}
