using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using SlackAgents.EndToEndTests.Staging;
using SlackAgents.Playground.Slack.Delivery;

namespace SlackAgents.EndToEndTests.Transport;

/// <summary>Slack posts to us instead: signed, fresh, and answered at once.</summary>
internal sealed class HttpTransportTests : StageTests
{
    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(StringComparer.Ordinal) { ["Slack__Transport"] = "Http" };

    [OneTimeSetUp]
    public void LeadSlackToTheProduct()
    {
        var address = Stage.Product.BaseUrl;
        Slack.RequestUrls = new RequestUrls(new Uri(address + "/slack/commands"), new Uri(address + "/slack/events"), new Uri(address + "/slack/interactivity"));
    }

    [Test]
    public async Task A_run_goes_its_whole_way()
    {
        var run = await Stage.RunAsync("[[fake:commit]] by http");
        var end = await run.EndAsync();
        run.Reply("alice", "[[fake:followup]] and again");
        await run.EndAsync(turn: 2);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(end.AllText, Does.Contain("Pull request ready"));
            Assert.That(run.PullRequests, Has.Count.EqualTo(1));
            Assert.That(Slack.ConnectionsEver, Is.Zero);
        }
    }

    [Test]
    public async Task The_address_is_verified()
    {
        using var response = await PostAsync("/slack/events", """{"token":"x","challenge":"3eZbrw1a","type":"url_verification"}""", Stage.Playground.SigningSecret, Now);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain("3eZbrw1a"));
        }
    }

    [TestCase("/slack/commands")]
    [TestCase("/slack/events")]
    [TestCase("/slack/interactivity")]
    public async Task A_wrong_signature_is_refused(string path)
    {
        using var response = await PostAsync(path, """{"type":"event_callback"}""", "not the secret", Now);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [TestCase(-301)]
    [TestCase(301)]
    public async Task A_stale_timestamp_is_refused(int seconds)
    {
        using var response = await PostAsync("/slack/events", """{"type":"url_verification","challenge":"x"}""", Stage.Playground.SigningSecret, Now + seconds);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    [Test]
    public async Task A_webhook_of_github_with_a_wrong_signature_is_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/webhooks/github") { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
        request.Headers.Add("X-GitHub-Event", "ping");
        request.Headers.Add("X-GitHub-Delivery", "d1");
        request.Headers.Add("X-Hub-Signature-256", "sha256=" + new string('0', 64));

        using var response = await Stage.Product.Client.SendAsync(request);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }

    private long Now => Slack.State.Time.GetUtcNow().ToUnixTimeSeconds();

    private async Task<HttpResponseMessage> PostAsync(string path, string body, string secret, long timestamp)
    {
        var stamp = timestamp.ToString(CultureInfo.InvariantCulture);
        var signature = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"v0:{stamp}:{body}")));
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("X-Slack-Request-Timestamp", stamp);
        request.Headers.Add("X-Slack-Signature", "v0=" + signature);
        return await Stage.Product.Client.SendAsync(request);
    }
}
