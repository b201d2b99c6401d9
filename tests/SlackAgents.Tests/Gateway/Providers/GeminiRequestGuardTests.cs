using SlackAgents.Gateway.Providers;

namespace SlackAgents.Tests.Gateway.Providers;

internal sealed class GeminiRequestGuardTests
{
    [TestCase("gemini-generate")]
    [TestCase("opencode-gemini")]
    public void What_an_agent_sends_passes_however_it_is_split(string sample) =>
        Assert.That(GuardProbe.Judge(Guard, RequestSamples.Read(sample), step: 37), Is.EqualTo(((ModelRefusal?)null, "gemini-2.5-pro")));

    [TestCase("{\"tools\":[{\"googleSearch\":{}}]}", "googlesearch")]
    [TestCase("{\"tools\":[{\"google_search\":{}}]}", "googlesearch")]
    [TestCase("{\"tools\":{\"google_search_retrieval\":{}}}", "googlesearchretrieval")]
    [TestCase("{\"tools\":[{\"functionDeclarations\":[]},{\"urlContext\":{}}]}", "urlcontext")]
    [TestCase("{\"tools\":[{\"codeExecution\":{}}]}", "codeexecution")]
    [TestCase("{\"t\\u006fols\":[{\"code\\u005fexecution\":{}}]}", "codeexecution")]
    [TestCase("{\"tools\":[{\"fileSearch\":{\"fileSearchStoreNames\":[\"x\"]}}]}", "filesearch")]
    [TestCase("{\"tools\":[{\"mcpServers\":[{}]}]}", "mcpservers")]
    [TestCase("{\"cachedContent\":\"cachedContents/1\"}", "cachedcontent")]
    [TestCase("{\"cached_content\":\"cachedContents/1\"}", "cachedcontent")]
    [TestCase("{\"anythingNew\":{}}", "anythingnew")]
    [TestCase("{\"contents\":[{\"parts\":[{\"fileData\":{\"fileUri\":\"https://x\"}}]}]}", "filedata")]
    [TestCase("{\"contents\":{\"parts\":{\"file_data\":{\"file_uri\":\"https://x\"}}}}", "filedata")]
    [TestCase("{\"systemInstruction\":{\"parts\":[{\"fileData\":{}}]}}", "filedata")]
    [TestCase("{\"contents\":[{\"parts\":[{\"functionResponse\":{\"parts\":[{\"fileData\":{\"fileUri\":\"https://x\"}}]}}]}]}", "filedata")]
    [TestCase("{\"generateContentRequest\":{\"tools\":[{\"googleSearch\":{}}]}}", "googlesearch")]
    [TestCase("{\"generateContentRequest\":{\"cachedContent\":\"x\"}}", "cachedcontent")]
    public void A_way_out_is_refused_however_it_is_spelled_and_split(string body, string named)
    {
        var refusal = GuardProbe.Judge(Guard, body);

        Assert.That(refusal?.Status, Is.EqualTo(403));
        Assert.That(refusal!.Message, Does.Contain($"'{named}'").And.Contain("the web is closed"));
    }

    [TestCase("{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"https://x\"},{\"inlineData\":{\"mimeType\":\"image/png\",\"data\":\"AA==\"}}]}]}")]
    [TestCase("{\"contents\":[{\"parts\":[{\"functionCall\":{\"name\":\"f\",\"args\":{\"fileData\":{\"fileUri\":\"https://x\"},\"parts\":[{\"fileData\":1}]}}}]}]}")]
    [TestCase("{\"contents\":[{\"parts\":[{\"functionResponse\":{\"response\":{\"parts\":[{\"fileData\":1}]},\"parts\":[{\"inlineData\":{}}]}}]}]}")]
    [TestCase("{\"tools\":[{\"functionDeclarations\":[{\"name\":\"f\",\"parameters\":{\"properties\":{\"googleSearch\":{}}}}]}],\"cachedContent\":null}")]
    [TestCase("{\"generateContentRequest\":{\"model\":\"models/x\",\"contents\":[]},\"serviceTier\":\"standard\"}")]
    public void What_stays_inside_passes(string body) => Assert.That(GuardProbe.Judge(Guard, body)?.Message, Is.Null);

    [Test]
    public void A_dearer_tier_is_refused_even_where_the_web_is_open() =>
        Assert.That(GuardProbe.Judge(() => new GeminiRequestGuard("m", allowWebTools: true), "{\"service_tier\":\"PRIORITY\"}")?.Status, Is.EqualTo(403));

    [Test]
    public void The_operator_may_open_the_web() =>
        Assert.That(GuardProbe.Judge(() => new GeminiRequestGuard("m", allowWebTools: true), "{\"tools\":[{\"googleSearch\":{}}],\"cachedContent\":\"x\"}"), Is.Null);

    private static GeminiRequestGuard Guard() => new("gemini-2.5-pro", allowWebTools: false);
}
