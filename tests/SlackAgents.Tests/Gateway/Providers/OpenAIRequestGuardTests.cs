using SlackAgents.Gateway.Providers;

namespace SlackAgents.Tests.Gateway.Providers;

internal sealed class OpenAIRequestGuardTests
{
    [TestCase("codex-responses", "gpt-5.5")]
    [TestCase("copilot-responses", "gpt-5.4")]
    [TestCase("opencode-responses", "gpt-5.4")]
    public void What_an_agent_sends_to_responses_passes_however_it_is_split(string sample, string model) =>
        Assert.That(GuardProbe.Judge(Responses, RequestSamples.Read(sample), step: 37), Is.EqualTo(((ModelRefusal?)null, model)));

    [TestCase("copilot-chat", "gpt-5.4")]
    [TestCase("qwen-chat", "gpt-5.4")]
    [TestCase("opencode-chat", "my-model")]
    public void What_an_agent_sends_to_chat_completions_passes_however_it_is_split(string sample, string model) =>
        Assert.That(GuardProbe.Judge(Chat, RequestSamples.Read(sample), step: 37), Is.EqualTo(((ModelRefusal?)null, model)));

    [Test]
    public void An_agent_whose_web_search_was_not_switched_off_is_told_so() =>
        Assert.That(GuardProbe.Judge(Responses, RequestSamples.Read("codex-responses-web-search"), step: 997).Refusal?.Message, Does.Contain("'web_search' runs at the provider"));

    [TestCase("{\"tools\":[{\"type\":\"web_search_preview\"}]}", "web_search_preview")]
    [TestCase("{\"tools\":[{\"t\\u0079pe\":\"web\\u005fsearch\"}]}", "web_search")]
    [TestCase("{\"tools\":{\"type\":\"web_search\"}}", "web_search")]
    [TestCase("{\"tools\":[{\"type\":\"function\",\"type\":\"mcp\"}]}", "mcp")]
    [TestCase("{\"tools\":[],\"tools\":[{\"type\":\"file_search\"}]}", "file_search")]
    [TestCase("{\"tools\":[{\"type\":\"code_interpreter\"}]}", "code_interpreter")]
    [TestCase("{\"tools\":[{\"type\":\"image_generation\"}]}", "image_generation")]
    [TestCase("{\"tools\":[{\"type\":\"computer_use_preview\"}]}", "computer_use")]
    [TestCase("{\"tools\":[{\"type\":\"namespace\",\"tools\":[{\"type\":\"mcp\"}]}]}", "mcp")]
    [TestCase("{\"input\":[{\"type\":\"tool_search_output\",\"tools\":[{\"type\":\"web_search\"}]}]}", "web_search")]
    [TestCase("{\"tools\":[{\"type\":\"shell\"}]}", "shell")]
    [TestCase("{\"tools\":[{\"environment\":{\"type\":\"container_auto\"},\"type\":\"shell\"}]}", "container_auto")]
    [TestCase("{\"tools\":[{\"type\":\"shell\",\"environment\":{\"type\":\"local\"}},{\"type\":\"shell\"}]}", "shell")]
    [TestCase("{\"input\":[{\"type\":\"mcp_approval_response\"}]}", "mcp_approval_response")]
    [TestCase("{\"prompt\":{\"id\":\"pmpt_1\"}}", "prompt")]
    [TestCase("{\"anything_new\":1}", "anything_new")]
    [TestCase("{\"input\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_image\",\"image_url\":\"http://x\"}]}]}", "URL")]
    [TestCase("{\"input\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_image\",\"image_url\":\" data:x\"}]}]}", "URL")]
    [TestCase("{\"input\":[{\"type\":\"message\",\"content\":[{\"type\":\"input_file\",\"file_url\":\"https://x\"}]}]}", "URL")]
    [TestCase("{\"input\":[{\"type\":\"message\",\"content\":[{\"type\":\"input_file\",\"file_id\":\"file-1\"}]}]}", "file id")]
    [TestCase("{\"input\":[{\"type\":\"function_call_output\",\"output\":[{\"type\":\"input_image\",\"image_url\":\"https://x\"}]}]}", "URL")]
    public void A_way_out_of_responses_is_refused_however_it_is_split(string body, string named)
    {
        var refusal = GuardProbe.Judge(Responses, body);

        Assert.That(refusal?.Status, Is.EqualTo(403));
        Assert.That(refusal!.Message, Does.Contain(named).And.Contain("the web is closed"));
    }

    [TestCase("{\"web_search_options\":{}}", "web_search_options")]
    [TestCase("{\"plugins\":[{\"id\":\"web\"}]}", "plugins")]
    [TestCase("{\"enable_search\":true}", "enable_search")]
    [TestCase("{\"tools\":[{\"type\":\"web_search\"}]}", "web_search")]
    [TestCase("{\"tools\":[{\"type\":\"builtin_function\"}]}", "builtin_function")]
    [TestCase("{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"http://x\"}}]}]}", "URL")]
    [TestCase("{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":\"http://x\"}]}]}", "URL")]
    [TestCase("{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"video_url\",\"video_url\":{\"url\":\"http://x\"}}]}]}", "URL")]
    [TestCase("{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"file\",\"file\":{\"file_id\":\"f\"}}]}]}", "file id")]
    public void A_way_out_of_chat_completions_is_refused_however_it_is_split(string body, string named)
    {
        var refusal = GuardProbe.Judge(Chat, body);

        Assert.That(refusal?.Status, Is.EqualTo(403));
        Assert.That(refusal!.Message, Does.Contain(named).And.Contain("the web is closed"));
    }

    [TestCase("{\"background\":true}")]
    [TestCase("{\"background\":1}")]
    [TestCase("{\"service_tier\":\"priority\"}")]
    public void What_hides_or_raises_the_cost_is_refused_even_where_the_web_is_open(string body)
    {
        Assert.That(GuardProbe.Judge(Responses, body)?.Status, Is.EqualTo(403));
        Assert.That(GuardProbe.Judge(() => new OpenAIRequestGuard(OpenAIRequestRules.Responses, allowWebTools: true), body)?.Status, Is.EqualTo(403));
    }

    [TestCase("{\"background\":false,\"prompt\":null,\"service_tier\":\"auto\",\"stream\":true}")]
    [TestCase("{\"tools\":[{\"type\":\"shell\",\"environment\":{\"type\":\"local\"}},{\"type\":\"local_shell\"}]}")]
    [TestCase("{\"input\":[{\"role\":\"user\",\"content\":[{\"type\":\"input_image\",\"image_url\":\"data:image/png;base64,AA==\"}]}]}")]
    [TestCase("{\"tools\":[{\"type\":\"function\",\"parameters\":{\"properties\":{\"tools\":{\"type\":\"array\"},\"url\":{\"default\":\"http://x\"}}}}]}")]
    [TestCase("{\"input\":[{\"type\":\"tool_search_call\",\"arguments\":{\"url\":\"http://x\",\"tools\":[{\"type\":\"web_search\"}]}}]}")]
    [TestCase("{\"input\":\"look at http://x\",\"metadata\":{\"url\":\"http://x\"},\"previous_response_id\":\"resp_1\",\"store\":true}")]
    public void What_stays_inside_passes(string body) => Assert.That(GuardProbe.Judge(Responses, body)?.Message, Is.Null);

    [Test]
    public void The_operator_may_open_the_web() =>
        Assert.That(
            GuardProbe.Judge(() => new OpenAIRequestGuard(OpenAIRequestRules.Responses, allowWebTools: true), "{\"tools\":[{\"type\":\"web_search\"}],\"prompt\":{},\"input\":[{\"image_url\":\"http://x\"}]}"),
            Is.Null);

    [TestCase("{\"\\ud800\":1}")]
    [TestCase("{\"model\":\"\\ud800\"}")]
    [TestCase("[]")]
    [TestCase("")]
    public void What_is_no_JSON_object_is_refused(string body) => Assert.That(GuardProbe.Judge(Chat, body)?.Status, Is.EqualTo(400));

    [Test]
    public void A_long_model_name_is_cut() =>
        Assert.That(GuardProbe.Judge(Chat, System.Text.Encoding.UTF8.GetBytes("{\"model\":\"" + new string('x', 5000) + "\"}"), step: 499).Model, Has.Length.EqualTo(200));

    private static OpenAIRequestGuard Responses() => new(OpenAIRequestRules.Responses, allowWebTools: false);

    private static OpenAIRequestGuard Chat() => new(OpenAIRequestRules.Chat, allowWebTools: false);
}
