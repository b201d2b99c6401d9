using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace SlackAgents.IntegrationTests.Playground;

[TestFixture]
internal sealed class WorkspacePageTests : PlaygroundFixture
{
    [Test]
    public async Task The_page_says_that_it_is_a_stand_in_and_loads_nothing_from_elsewhere()
    {
        using var http = new HttpClient();
        using var response = await http.GetAsync(new Uri(Server.BaseUrl));
        var page = await response.Content.ReadAsStringAsync();

        Assert.Multiple(() =>
        {
            Assert.That(page, Does.Contain("A stand-in for Slack."));
            Assert.That(page, Does.Not.Contain("//"));
            Assert.That(response.Headers.GetValues("Content-Security-Policy").Single(), Does.StartWith("default-src 'none'"));
        });
    }

    [Test]
    public async Task A_message_typed_on_the_page_is_in_the_channel()
    {
        var status = await PostAsync("/ui/post", """{"member":"alice","channel":"C0RUNS0001","text":"typed on the page"}""", origin: null);

        Assert.Multiple(() =>
        {
            Assert.That(status, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(Server.Slack.Messages("#agent-runs").Select(message => message.Text), Is.EqualTo(new[] { "typed on the page" }));
        });
    }

    [Test]
    public async Task Another_site_in_the_same_browser_cannot_act()
    {
        const string Body = """{"member":"alice","channel":"C0RUNS0001","text":"from elsewhere"}""";

        var foreign = await PostAsync("/ui/post", Body, origin: "https://elsewhere.example");
        var rebound = await PostAsync("/ui/post", Body, origin: null, host: "elsewhere.example");
        var form = await PostAsync("/ui/post", Body, origin: null, type: "text/plain");

        Assert.Multiple(() =>
        {
            Assert.That((foreign, rebound, form), Is.EqualTo((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.UnsupportedMediaType)));
            Assert.That(Server.Slack.Messages("#agent-runs"), Is.Empty);
        });
    }

    [Test]
    public async Task A_member_does_not_see_a_private_channel_of_others()
    {
        Server.Slack.Post("alice", "#leads", "between us");

        using var http = new HttpClient();
        var state = JsonNode.Parse(await http.GetStringAsync(new Uri($"{Server.BaseUrl}/ui/state?member=gina&channel=C0PRIVATE1")))!;

        Assert.Multiple(() =>
        {
            Assert.That(state["channel"]!.ToString(), Is.Not.EqualTo("C0PRIVATE1"));
            Assert.That(state.ToJsonString(), Does.Not.Contain("between us"));
        });
    }

    private async Task<HttpStatusCode> PostAsync(string path, string body, string? origin, string? host = null, string type = "application/json")
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, Server.BaseUrl + path) { Content = new StringContent(body, Encoding.UTF8, type) };
        request.Headers.Host = host;
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        using var response = await http.SendAsync(request);
        return response.StatusCode;
    }
}
