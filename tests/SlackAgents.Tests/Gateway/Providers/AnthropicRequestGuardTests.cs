using System.Text;
using SlackAgents.Gateway.Providers;

namespace SlackAgents.Tests.Gateway.Providers;

internal sealed class AnthropicRequestGuardTests
{
    private const string Harmless =
        "{\"model\":\"claude-x\",\"tools\":[{\"name\":\"Bash\",\"input_schema\":{\"type\":\"object\",\"properties\":{\"type\":{\"type\":\"string\"}}}},{\"type\":\"custom\",\"name\":\"a\"},{\"type\":\"bash_20250124\",\"name\":\"b\"}],"
        + "\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"data\":\"AAAA\"}},"
        + "{\"type\":\"tool_use\",\"input\":{\"source\":{\"type\":\"url\",\"url\":\"x\"},\"mcp_servers\":[{}]}}]}],\"mcp_servers\":[]}";

    [Test]
    public void An_ordinary_request_passes_however_it_is_split()
    {
        var bytes = Encoding.UTF8.GetBytes(Harmless);
        for (var at = 0; at <= bytes.Length; at++)
        {
            var guard = new AnthropicRequestGuard(allowWebTools: false);
            Assert.That(guard.Feed(bytes.AsSpan(0, at), isLast: false), Is.Null);
            Assert.That(guard.Feed(bytes.AsSpan(at), isLast: false), Is.Null);
            Assert.That(guard.Feed([], isLast: true)?.Message, Is.Null, $"split at {at}");
            Assert.That(guard.Model, Is.EqualTo("claude-x"));
        }
    }

    [TestCase("{\"tools\":[{\"name\":\"x\",\"type\":\"web_search_20250305\"}]}", "web_search_20250305")]
    [TestCase("{\"tools\":[{\"type\":\"code_execution_20250825\"}]}", "code_execution")]
    [TestCase("{\"tools\":[{\"t\\u0079pe\":\"web_f\\u0065tch_1\"}]}", "web_fetch_1")]
    [TestCase("{\"mcp_servers\":[{\"url\":\"http://x\"}]}", "MCP")]
    [TestCase("{\"mcp\\u005fservers\":[{\"url\":\"http://x\"}]}", "MCP")]
    [TestCase("{\"messages\":[{\"content\":[{\"type\":\"image\",\"source\":{\"url\":\"http://x\",\"type\":\"url\"}}]}]}", "URL")]
    [TestCase("{\"messages\":[{\"content\":[{\"type\":\"tool_result\",\"content\":[{\"type\":\"document\",\"source\":{\"type\":\"url\"}}]}]}]}", "URL")]
    [TestCase("{\"tools\":[],\"tools\":[{\"type\":\"web_search_1\"}]}", "web_search_1")]
    public void A_way_round_the_web_door_is_refused_however_it_is_split(string body, string named)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        for (var at = 0; at <= bytes.Length; at++)
        {
            var guard = new AnthropicRequestGuard(allowWebTools: false);
            var refusal = guard.Feed(bytes.AsSpan(0, at), isLast: false) ?? guard.Feed(bytes.AsSpan(at), isLast: false) ?? guard.Feed([], isLast: true);
            Assert.That(refusal?.Message, Does.Contain(named), $"split at {at}");
            Assert.That(refusal!.Status, Is.EqualTo(403));
        }
    }

    [Test]
    public void The_operator_may_allow_them()
    {
        var guard = new AnthropicRequestGuard(allowWebTools: true);

        Assert.That(guard.Feed("{\"tools\":[{\"type\":\"web_search_1\"}],\"mcp_servers\":[{}]}"u8, isLast: true), Is.Null);
    }

    [TestCase("")]
    [TestCase("[]")]
    [TestCase("{")]
    [TestCase("{} {}")]
    [TestCase("{\"a\":1,}")]
    [TestCase("{/**/}")]
    public void What_is_no_JSON_object_is_refused(string body)
    {
        var guard = new AnthropicRequestGuard(allowWebTools: false);

        Assert.That(guard.Feed(Encoding.UTF8.GetBytes(body), isLast: true)?.Status, Is.EqualTo(400));
    }

    [Test]
    public void Nesting_without_end_is_refused()
    {
        var guard = new AnthropicRequestGuard(allowWebTools: false);

        Assert.That(guard.Feed(Encoding.UTF8.GetBytes("{\"a\":" + new string('[', 100_000)), isLast: true)?.Status, Is.EqualTo(400));
    }
}
