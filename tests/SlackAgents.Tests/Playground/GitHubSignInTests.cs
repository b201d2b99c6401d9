using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Web;
using SlackAgents.Playground;
using SlackAgents.Testing;

namespace SlackAgents.Tests.Playground;

/// <summary>The site's sign-in is as strict as the real one.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class GitHubSignInTests : IDisposable
{
    private const string Callback = "http://127.0.0.1:9/github/callback";

    private readonly TempDirectory _folder = new();
    private readonly HttpClient _client = new(new HttpClientHandler { AllowAutoRedirect = false });
    private PlaygroundServer _server = null!;

    [SetUp]
    public async Task SetUpAsync() => _server = await PlaygroundServer.StartAsync(new PlaygroundOptions { DataDirectory = _folder.Combine("playground") }, CancellationToken.None);

    [TearDown]
    public async Task TearDownAsync() => await _server.DisposeAsync();

    public void Dispose()
    {
        _client.Dispose();
        _folder.Dispose();
    }

    [Test]
    public async Task A_code_is_good_once()
    {
        var code = await CodeAsync();

        var first = await ExchangeAsync(code, _server.GitHubClientSecret);
        var second = await ExchangeAsync(code, _server.GitHubClientSecret);

        Assert.That(first.GetProperty("access_token").GetString(), Does.StartWith("ghu_"));
        Assert.That(second.GetProperty("error").GetString(), Is.EqualTo("bad_verification_code"));
    }

    [Test]
    public async Task A_wrong_secret_is_refused_and_leaves_the_code_good()
    {
        var code = await CodeAsync();

        Assert.That((await ExchangeAsync(code, "wrong")).GetProperty("error").GetString(), Is.EqualTo("incorrect_client_credentials"));
        Assert.That((await ExchangeAsync(code, _server.GitHubClientSecret)).TryGetProperty("access_token", out _), Is.True);
    }

    [Test]
    public async Task A_code_for_another_address_is_refused() =>
        Assert.That((await ExchangeAsync(await CodeAsync(), _server.GitHubClientSecret, "http://127.0.0.1:10/github/callback")).GetProperty("error").GetString(), Is.EqualTo("redirect_uri_mismatch"));

    [TestCase("nobody", Callback, HttpStatusCode.NotFound)]
    [TestCase(null, "http://evil.test/github/callback", HttpStatusCode.OK)]
    [TestCase(null, "http://127.0.0.1:9/elsewhere", HttpStatusCode.OK)]
    public async Task Nobody_is_led_to_an_address_or_for_an_app_that_is_not_known(string? client, string callback, HttpStatusCode status)
    {
        using var answer = await AuthorizeAsync(client ?? _server.GitHubClientId, callback);

        Assert.That((answer.StatusCode, answer.Headers.Location), Is.EqualTo((status, (Uri?)null)));
    }

    private async Task<string> CodeAsync()
    {
        using var answer = await AuthorizeAsync(_server.GitHubClientId, Callback);
        return HttpUtility.ParseQueryString(answer.Headers.Location!.Query)["code"]!;
    }

    private Task<HttpResponseMessage> AuthorizeAsync(string client, string callback) =>
        _client.GetAsync(new Uri($"{_server.BaseUrl}/login/oauth/authorize?client_id={client}&state=s&redirect_uri={Uri.EscapeDataString(callback)}"));

    private async Task<JsonElement> ExchangeAsync(string code, string secret, string callback = Callback)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"{_server.BaseUrl}/login/oauth/access_token")
        {
            Content = JsonContent.Create(new { client_id = _server.GitHubClientId, client_secret = secret, code, redirect_uri = callback }),
        };
        request.Headers.Accept.ParseAdd("application/json");
        using var answer = await _client.SendAsync(request);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}
