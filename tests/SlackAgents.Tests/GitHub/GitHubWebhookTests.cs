using System.Security.Cryptography;
using System.Text;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Inbox;
using SlackAgents.GitHub.Webhooks;

namespace SlackAgents.Tests.GitHub;

internal sealed class GitHubWebhookTests
{
    private const string Secret = "It's a Secret to Everybody";

    [Test]
    public void The_signature_of_githubs_own_example_holds()
    {
        // docs.github.com/webhooks, "Validating webhook deliveries".
        const string Signature = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

        Assert.That(GitHubWebhookReceiver.IsSigned(Secret, Signature, "Hello, World!"u8), Is.True);
        Assert.That(GitHubWebhookReceiver.IsSigned(Secret, Signature, "Hello, World?"u8), Is.False);
    }

    [TestCase(null), TestCase(""), TestCase("sha256="), TestCase("sha1=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"), TestCase("sha256=zz7107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17")]
    public void Anything_else_is_no_signature(string? signature) =>
        Assert.That(GitHubWebhookReceiver.IsSigned(Secret, signature, "Hello, World!"u8), Is.False);

    [Test]
    public async Task A_delivery_is_stored_once()
    {
        await using var bench = new GitHubBench();
        var receiver = bench.Get<GitHubWebhookReceiver>();
        var request = Signed("""{"action":"closed","repository":{"full_name":"acme/widgets"}}""");

        var first = await receiver.ReceiveAsync(request, CancellationToken.None);
        var second = await receiver.ReceiveAsync(request, CancellationToken.None);
        Assert.That((first.StatusCode, second.StatusCode), Is.EqualTo((202, 200)));
        Assert.That(bench.Inbox.Items.Single().Kind, Is.EqualTo(InboxKinds.GitHubWebhook));
    }

    [TestCase("pull_request", """{"pull_request":{"head":{"ref":"BRANCH"}}}""")]
    [TestCase("check_suite", """{"check_suite":{"head_branch":"BRANCH"}}""")]
    [TestCase("check_run", """{"check_run":{"check_suite":{"head_branch":"BRANCH"}}}""")]
    [TestCase("workflow_run", """{"workflow_run":{"head_branch":"BRANCH"}}""")]
    [TestCase("status", """{"branches":[{"name":"main"},{"name":"BRANCH"}]}""")]
    public async Task News_of_a_run_s_branch_has_its_pull_request_looked_at(string name, string body)
    {
        await using var bench = new GitHubBench();
        var run = RunId.New();

        await HandleAsync(bench, name, body.Replace("BRANCH", $"agent/{run}-fix", StringComparison.Ordinal));

        Assert.That(bench.Watch.Asked, Is.EqualTo(new[] { (run, RepositoryName.Parse("acme/widgets")) }));
    }

    [TestCase("pull_request", """{"pull_request":{"head":{"ref":"main"}}}""")]
    [TestCase("pull_request", """{"pull_request":[]}""")]
    [TestCase("check_suite", """{"check_suite":{"head_branch":null}}""")]
    [TestCase("push", """{"ref":"refs/heads/main"}""")]
    public async Task What_is_about_no_run_is_left_alone(string name, string body)
    {
        await using var bench = new GitHubBench();

        await HandleAsync(bench, name, body);

        Assert.That(bench.Watch.Asked, Is.Empty);
    }

    [TestCase("no json", "pull_request", 400), TestCase("{}", "x\"y", 400), TestCase("[]", "ping", 400)]
    public async Task What_is_malformed_is_refused_and_not_stored(string body, string name, int status)
    {
        await using var bench = new GitHubBench();

        var result = await bench.Get<GitHubWebhookReceiver>().ReceiveAsync(Signed(body) with { Event = name }, CancellationToken.None);

        Assert.That(result.StatusCode, Is.EqualTo(status));
        Assert.That(bench.Inbox.Items, Is.Empty);
    }

    [Test]
    public async Task A_wrong_signature_is_refused_before_anything_is_read()
    {
        await using var bench = new GitHubBench();

        var result = await bench.Get<GitHubWebhookReceiver>().ReceiveAsync(Signed("{}") with { Body = "{ }"u8.ToArray() }, CancellationToken.None);

        Assert.That(result.StatusCode, Is.EqualTo(401));
        Assert.That(bench.Inbox.Items, Is.Empty);
    }

    private static Task HandleAsync(GitHubBench bench, string name, string body)
    {
        var payload = string.Concat("""{"repository":{"full_name":"acme/widgets"},""", body.AsSpan(1));
        var stored = $$"""{"event":"{{name}}","delivery":"0b989ba4","payload":{{payload}}}""";
        return bench.Get<IInboxHandler>().HandleAsync(new InboxEntry(1, InboxKinds.GitHubWebhook, stored, DateTimeOffset.UnixEpoch, 0), CancellationToken.None);
    }

    private static GitHubWebhookRequest Signed(string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        return new GitHubWebhookRequest("pull_request", "0b989ba4-242f-11e5-81e1-c7b6966d2516", "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), bytes)), bytes);
    }
}
