using Microsoft.AspNetCore.Http;
using SlackAgents.Gateway.Providers;

namespace SlackAgents.Tests.Gateway.Providers;

internal sealed class HeaderFilterTests
{
    [TestCase("x-api-key")]
    [TestCase("AUTHORIZATION")]
    [TestCase("Cookie")]
    [TestCase("x-goog-api-key")]
    [TestCase("Proxy-Authorization")]
    [TestCase("proxy-anything")]
    [TestCase("X-Forwarded-For")]
    [TestCase("Host")]
    [TestCase("Transfer-Encoding")]
    [TestCase("Accept-Encoding")]
    [TestCase("OpenAI-Organization")]
    [TestCase("openai-project")]
    [TestCase("x-goog-user-project")]
    [TestCase("X-HTTP-Method-Override")]
    [TestCase("X-Goog-FieldMask")]
    public void Credentials_and_hop_by_hop_headers_do_not_go_up(string name) => Assert.That(HeaderFilter.MayPassUp(name), Is.False);

    [TestCase("anthropic-version")]
    [TestCase("anthropic-beta")]
    [TestCase("content-type")]
    [TestCase("User-Agent")]
    [TestCase("x-stainless-lang")]
    [TestCase("x-goog-api-client")]
    [TestCase("openai-beta")]
    public void What_the_provider_needs_goes_up(string name) => Assert.That(HeaderFilter.MayPassUp(name), Is.True);

    [TestCase("Set-Cookie")]
    [TestCase("connection")]
    [TestCase("Alt-Svc")]
    [TestCase("x-api-key")]
    [TestCase("openai-organization")]
    [TestCase("openai-project")]
    public void Cookies_and_connection_headers_do_not_come_down(string name) => Assert.That(HeaderFilter.MayPassDown(name), Is.False);

    [Test]
    public void What_connection_names_is_dropped_too()
    {
        var from = new HeaderDictionary { ["Connection"] = "close, X-Secret", ["x-secret"] = "1", ["x-other"] = "2" };
        using var request = new HttpRequestMessage();

        HeaderFilter.CopyRequest(from, request.Headers, null);

        Assert.That(request.Headers.Select(header => header.Key), Is.EquivalentTo(new[] { "x-other", "Accept-Encoding" }));
    }

    [Test]
    public void A_response_header_that_repeats_the_key_is_dropped()
    {
        using var response = new HttpResponseMessage();
        response.Headers.TryAddWithoutValidation("x-echo", "it was the-key");
        response.Headers.TryAddWithoutValidation("retry-after", "7");
        var to = new HeaderDictionary();

        HeaderFilter.CopyResponse(response, to, "the-key");

        Assert.That(to.Keys, Is.EquivalentTo(new[] { "Retry-After" }));
    }
}
