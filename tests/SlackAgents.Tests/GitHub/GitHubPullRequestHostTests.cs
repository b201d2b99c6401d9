using SlackAgents.Core.Publishing;
using SlackAgents.Core.Repositories;
using static SlackAgents.Tests.GitHub.GitHubBench;

namespace SlackAgents.Tests.GitHub;

internal sealed class GitHubPullRequestHostTests
{
    private const string Branch = "agent/0123456789-fix";
    private const string Find = "GET /repos/acme/widgets/pulls?state=open&per_page=100&head=acme%3Aagent%2F0123456789-fix";
    private const string Create = "POST /repos/acme/widgets/pulls";
    private const string Opened = """{"number":7,"html_url":"https://github.com/acme/widgets/pull/7","state":"open","draft":true}""";

    private static readonly NewPullRequest Wanted = new(Widgets, Branch, "main", "Fix it", "Because.");

    [Test]
    public async Task A_pull_request_is_opened_as_a_draft_with_a_token_of_its_own()
    {
        await using var bench = new GitHubBench().Minting();
        bench.GitHub.On(Find, 200, "[]").On(Create, 201, Opened);

        var opened = await bench.PullRequests.OpenAsync(Wanted, CancellationToken.None);
        await bench.Get<TokenRevocations>().DrainAsync(CancellationToken.None);

        Assert.Multiple(() =>
        {
            Assert.That(opened, Is.EqualTo(new PullRequest(7, new Uri("https://github.com/acme/widgets/pull/7"), IsDraft: true, "open")));
            Assert.That(bench.GitHub.CallsOf(Create).Single().Body, Is.EqualTo("""{"title":"Fix it","head":"agent/0123456789-fix","base":"main","body":"Because.","draft":true}"""));
            Assert.That(bench.GitHub.CallsOf("DELETE /installation/token").Count(), Is.EqualTo(1));
        });
    }

    [Test]
    public async Task One_that_exists_is_returned_and_none_is_opened()
    {
        await using var bench = new GitHubBench().Minting();
        bench.GitHub.On(Find, 200, $"[{Opened}]");

        var opened = await bench.PullRequests.OpenAsync(Wanted, CancellationToken.None);

        Assert.That(opened.Number, Is.EqualTo(7));
        Assert.That(bench.GitHub.CallsOf(Create), Is.Empty);
    }

    [TestCase("""{"message":"Draft pull requests are not supported in this repository."}""")]
    [TestCase("""{"message":"Validation Failed","errors":[{"resource":"PullRequest","code":"custom","message":"Draft pull requests are not supported in this repository."}]}""")]
    public async Task A_repository_without_drafts_gets_an_ordinary_one(string refusal)
    {
        await using var bench = new GitHubBench().Minting();
        bench.GitHub.On(Find, 200, "[]").On(Create, 422, refusal).On(Create, 201, Opened.Replace("true", "false"));

        var opened = await bench.PullRequests.OpenAsync(Wanted, CancellationToken.None);

        Assert.That(opened.IsDraft, Is.False);
        Assert.That(bench.GitHub.CallsOf(Create).Last().Body, Does.Contain("\"draft\":false"));
    }

    [Test]
    public async Task Somebody_who_was_faster_is_found()
    {
        await using var bench = new GitHubBench().Minting();
        bench.GitHub.On(Find, 200, "[]").On(Find, 200, $"[{Opened}]");
        bench.GitHub.On(Create, 422, """{"message":"Validation Failed","errors":[{"resource":"PullRequest","code":"custom","message":"A pull request already exists for acme:agent/0123456789-fix."}]}""");

        Assert.That((await bench.PullRequests.OpenAsync(Wanted, CancellationToken.None)).Number, Is.EqualTo(7));
    }

    [TestCase(502), TestCase(0)]
    public async Task An_outage_while_it_is_opened_opens_no_second_one(int status)
    {
        await using var bench = new GitHubBench().Minting();
        bench.GitHub.On(Find, 200, "[]").On(Find, 200, $"[{Opened}]");
        bench.GitHub.On(Create, status);

        var opened = await bench.PullRequests.OpenAsync(Wanted, CancellationToken.None);

        Assert.That(opened.Number, Is.EqualTo(7));
        Assert.That(bench.GitHub.CallsOf(Create).Count(), Is.EqualTo(1), "it was carried out although the answer got lost");
    }

    [TestCase("""{"message":"Validation Failed","errors":[{"message":"No commits between main and agent/0123456789-fix"}]}""", "nothing to open a pull request for")]
    [TestCase("""{"message":"Validation Failed","errors":[{"resource":"PullRequest","field":"head","code":"invalid"}]}""", "does not know the branch")]
    [TestCase("""{"message":"Validation Failed","errors":[{"resource":"PullRequest","field":"base","code":"invalid"}]}""", "no base branch main")]
    [TestCase("""{"message":"Validation Failed","errors":["something"]}""", "Validation Failed")]
    public async Task A_refusal_has_its_sentence(string body, string part)
    {
        await using var bench = new GitHubBench().Minting();
        bench.GitHub.On(Find, 200, "[]").On(Create, 422, body);

        var exception = Assert.ThrowsAsync<RepositoryException>(() => bench.PullRequests.OpenAsync(Wanted, CancellationToken.None))!;

        Assert.That(exception.Failure, Is.EqualTo(RepositoryFailure.PushRejected));
        Assert.That(exception.Message, Does.Contain(part));
    }

    [Test]
    public async Task What_is_too_long_is_cut_between_characters()
    {
        await using var bench = new GitHubBench().Minting();
        bench.GitHub.On("PATCH /repos/acme/widgets/pulls/7", 200, Opened);

        await bench.PullRequests.UpdateAsync(Widgets, 7, string.Concat(Enumerable.Repeat("😀", 200)), new string('x', 70_000), CancellationToken.None);

        var body = System.Text.Json.JsonDocument.Parse(bench.GitHub.CallsOf("PATCH /repos/acme/widgets/pulls/7").Single().Body).RootElement;
        Assert.That(body.GetProperty("title").GetString(), Has.Length.LessThanOrEqualTo(256).And.EndsWith("😀…"));
        Assert.That(body.GetProperty("body").GetString(), Has.Length.EqualTo(65_536));
    }
}
