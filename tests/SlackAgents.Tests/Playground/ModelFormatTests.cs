using System.Text.Json.Nodes;
using SlackAgents.Playground.Model;
using SlackAgents.Playground.Model.Formats;
using SlackAgents.Playground.Model.Tools;

namespace SlackAgents.Tests.Playground;

[TestFixture]
internal sealed class ModelFormatTests
{
    private readonly ScriptPlayer _player = new();

    [TestCase("responses", """{"input":[{"role":"user","content":"go [[fake:slow]]"},{"type":"function_call","call_id":"c1","name":"exec_command","arguments":"{}"},{"type":"function_call_output","call_id":"c1","output":"ok"},{"role":"user","content":[{"type":"input_text","text":"use blue"}]},{"type":"function_call","call_id":"c2","name":"exec_command","arguments":"{}"},{"type":"function_call_output","call_id":"c2","output":"ok"}],"tools":[{"type":"function","name":"exec_command","parameters":{}}]}""")]
    [TestCase("chat", """{"messages":[{"role":"user","content":"go [[fake:slow]]"},{"role":"assistant","tool_calls":[{"id":"c1","type":"function","function":{"name":"bash","arguments":"{}"}}]},{"role":"tool","tool_call_id":"c1","content":"cancelled"},{"role":"user","content":"<current_datetime>now</current_datetime>\n\nuse blue"},{"role":"assistant","tool_calls":[{"id":"c2","type":"function","function":{"name":"bash","arguments":"{}"}}]},{"role":"tool","tool_call_id":"c2","content":"ok"}],"tools":[{"type":"function","function":{"name":"bash","parameters":{}}}]}""")]
    [TestCase("gemini", """{"contents":[{"role":"user","parts":[{"text":"<session_context>here</session_context>"},{"text":"go [[fake:slow]]"}]},{"role":"model","parts":[{"functionCall":{"id":"1","name":"run_shell_command","args":{}}}]},{"role":"user","parts":[{"text":"use blue"}]},{"role":"model","parts":[{"functionCall":{"id":"2","name":"run_shell_command","args":{}}}]},{"role":"user","parts":[{"functionResponse":{"id":"2","name":"run_shell_command","response":{"output":"ok"}}}]}],"tools":[{"functionDeclarations":[{"name":"run_shell_command"}]}]}""")]
    [TestCase("anthropic", """{"messages":[{"role":"user","content":"go [[fake:slow]]"},{"role":"assistant","content":[{"type":"tool_use","id":"t1","name":"bash","input":{}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"t1","content":"ok"},{"type":"text","text":"<system-reminder>\nThe user sent the following message:\nuse blue\n\nPlease address it.\n</system-reminder>"}]},{"role":"assistant","content":[{"type":"tool_use","id":"t2","name":"bash","input":{}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"t2","content":"ok"}]}],"tools":[{"name":"bash","input_schema":{}}]}""")]
    public void What_the_user_said_meanwhile_is_found_in_each_format(string format, string body)
    {
        var (scenario, turn, step) = _player.Next(Read(format, body));

        Assert.That((scenario, turn, step.Text), Is.EqualTo(("slow", 2, "Slow work finished. Said meanwhile: <<use blue>>")));
    }

    [TestCase(" - Primary working directory: /srv/a\n")]
    [TestCase("<environment_context>\n  <cwd>/srv/a</cwd>")]
    [TestCase("- **Workspace Directories:**\n  - /srv/a\n")]
    [TestCase("I'm currently working in the directory: /srv/a\n")]
    [TestCase("* Current working directory: /srv/a\n")]
    public void The_working_directory_is_found_in_each_harness_own_words(string said) =>
        Assert.That(Read("chat", new JsonObject { ["messages"] = new JsonArray(new JsonObject { ["role"] = "system", ["content"] = said }) }.ToJsonString()).WorkingDirectory, Is.EqualTo("/srv/a"));

    [Test]
    public void Items_of_one_answer_are_one_round()
    {
        var conversation = Read("responses", """{"input":[{"role":"user","content":"go [[fake:parallel]]"},{"role":"assistant","content":[{"type":"output_text","text":"Both."}]},{"type":"function_call","call_id":"a","name":"x"},{"type":"function_call","call_id":"b","name":"x"},{"type":"function_call_output","call_id":"a","output":"1"},{"type":"function_call_output","call_id":"b","output":"2"}]}""");

        Assert.That((conversation.RoundsAfter(0), conversation.LastToolText), Is.EqualTo((1, "2")));
    }

    [Test]
    public void A_side_request_that_wants_json_gets_json_of_that_shape()
    {
        var conversation = Read("gemini", """{"contents":[{"role":"user","parts":[{"text":"go [[fake:commit]]"}]}],"generationConfig":{"responseJsonSchema":{"type":"object","properties":{"reasoning":{"type":"string"},"choice":{"type":"string","enum":["flash","pro"]},"other":{"type":"string"}},"required":["reasoning","choice"]}}}""");

        var (scenario, _, step) = _player.Next(conversation);

        Assert.That((scenario, step.Text), Is.EqualTo(("side", """{"reasoning":"sample","choice":"flash"}""")));
    }

    [TestCase("""{"type":"function","name":"shell","parameters":{"properties":{"command":{"type":"array"}}}}""", """{"command":["bash","-lc","echo one"]}""")]
    [TestCase("""{"type":"function","name":"exec_command","parameters":{"properties":{"cmd":{"type":"string"}}}}""", """{"cmd":"echo one"}""")]
    [TestCase("""{"type":"function","name":"bash","parameters":{"properties":{"command":{"type":"string"},"mode":{"enum":["sync","async"]}},"required":["command","mode"]}}""", """{"command":"echo one","mode":"sync"}""")]
    public void A_command_fits_whatever_shell_is_offered(string tool, string input) =>
        Assert.That(Calls(tool, ModelStep.Run("echo one")).Single().InputJson, Is.EqualTo(input));

    [Test]
    public void A_file_is_changed_by_patch_where_that_is_offered()
    {
        const string Tool = """{"type":"custom","name":"apply_patch","format":{}}""";

        var (written, edited, deleted) = (Calls(Tool, ModelStep.WriteFile("a.txt", "one\ntwo\n")), Calls(Tool, new ModelStep { Edit = new EditCall("a.txt", "two", "three") }), Calls(Tool, new ModelStep { Delete = "a.txt" }));

        Assert.Multiple(() =>
        {
            Assert.That(written.Single(), Is.EqualTo(new ToolCall("apply_patch", "*** Begin Patch\n*** Add File: a.txt\n+one\n+two\n*** End Patch\n") { Kind = ToolKind.Freeform }));
            Assert.That(edited.Single().InputJson, Is.EqualTo("*** Begin Patch\n*** Update File: a.txt\n@@\n-two\n+three\n*** End Patch\n"));
            Assert.That(deleted.Single().InputJson, Is.EqualTo("*** Begin Patch\n*** Delete File: a.txt\n*** End Patch\n"));
        });
    }

    [TestCase("write_todos", "description", """{"todos":[{"description":"Look","status":"completed"},{"description":"Tell","status":"pending"}]}""")]
    [TestCase("update_plan", "step", """{"todos":[{"step":"Look","status":"completed"},{"step":"Tell","status":"pending"}]}""")]
    public void A_todo_list_is_sent_in_the_offered_tools_own_words(string name, string property, string input)
    {
        var items = new JsonObject { ["type"] = "object", ["properties"] = new JsonObject { [property] = new JsonObject(), ["status"] = new JsonObject() } };
        var parameters = new JsonObject { ["properties"] = new JsonObject { ["todos"] = new JsonObject { ["type"] = "array", ["items"] = items } } };
        var tool = new JsonObject { ["type"] = "function", ["name"] = name, ["parameters"] = parameters }.ToJsonString();

        var calls = Calls(tool, new ModelStep { Todo = [new TodoEntry("Look", TodoProgress.Completed), new TodoEntry("Tell", TodoProgress.Pending)] });

        Assert.That(calls.Single().InputJson, Is.EqualTo(input));
    }

    [Test]
    public void A_tool_of_a_server_is_called_under_the_name_and_group_it_is_offered_with()
    {
        const string Tool = """{"type":"namespace","name":"mcp__ours","tools":[{"type":"function","name":"ask_user","parameters":{"properties":{"question":{"type":"string"},"options":{"type":"array","items":{"type":"object","properties":{"label":{"type":"string"}}}}}}}]}""";

        var call = Calls(Tool, new ModelStep { Named = new NamedCall("ask_user", """{"question":"Which?","options":["blue"],"unknown":1}""") }).Single();

        Assert.That(call, Is.EqualTo(new ToolCall("ask_user", """{"question":"Which?","options":[{"label":"blue"}]}""") { Namespace = "mcp__ours" }));
    }

    [Test]
    public void A_tool_that_is_kept_back_is_searched_for_first_and_the_search_is_no_round()
    {
        const string Search = """{"type":"function","function":{"name":"tool_search","parameters":{"properties":{"query":{}}}}},{"type":"function","function":{"name":"tool_call","parameters":{"properties":{"name":{},"arguments":{}}}}}""";
        var step = new ModelStep { Named = new NamedCall("ask_user", """{"question":"Which?"}""") };
        var before = Read("chat", $$"""{"messages":[{"role":"user","content":"<system-reminder>- \"mcp__ours__ask_user\"</system-reminder>"},{"role":"user","content":"go [[fake:mcp-ask]]"}],"tools":[{{Search}}]}""");
        var after = Read("chat", $$$$$"""{"messages":[{"role":"user","content":"go [[fake:mcp-ask]]"},{"role":"assistant","tool_calls":[{"id":"c","type":"function","function":{"name":"tool_search","arguments":"{}"}}]},{"role":"tool","tool_call_id":"c","content":"<function>{\"name\":\"mcp__ours__ask_user\",\"parameters\":{\"properties\":{\"question\":{}}}}</function>"}],"tools":[{{{{{Search}}}}}]}""");

        Assert.Multiple(() =>
        {
            Assert.That(ToolMapper.Calls(before, step).Single(), Is.EqualTo(new ToolCall("tool_search", """{"query":"select:mcp__ours__ask_user"}""")));
            Assert.That(after.RoundsAfter(0), Is.Zero);
            Assert.That(ToolMapper.Calls(after, step).Single(), Is.EqualTo(new ToolCall("tool_call", """{"name":"mcp__ours__ask_user","arguments":{"question":"Which?"}}""")));
        });
    }

    [TestCase("""{"text":"go on"}""", TestName = "A_call_that_was_never_answered_is_refused_by_gemini")]
    [TestCase("""{"functionResponse":{"name":"x","response":{}}},{"functionResponse":{"name":"x","response":{}}}""", TestName = "A_result_that_is_there_twice_is_refused_by_gemini")]
    public void Gemini_takes_one_result_for_each_call(string answer)
    {
        var call = ModelCall.Of(JsonNode.Parse($$$"""{"contents":[{"role":"user","parts":[{"text":"go"}]},{"role":"model","parts":[{"functionCall":{"name":"x","args":{} } } ] },{"role":"user","parts":[{{{answer}}} ] } ] }""")!.AsObject());

        Assert.That(new GeminiFormat().Problem(call), Is.EqualTo("Please ensure that the number of function response parts is equal to the number of function call parts of the function call turn."));
    }

    [TestCase("gpt-5.4", "max_tokens", "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.")]
    [TestCase("o4-mini", "max_tokens", "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.")]
    [TestCase("gpt-5.4", "max_completion_tokens", null)]
    [TestCase("omni", "max_tokens", null)]
    [TestCase("gpt-4.1", "max_tokens", null)]
    public void Models_that_reason_want_the_limit_of_tokens_by_its_newer_name(string model, string name, string? problem)
    {
        var call = ModelCall.Of(JsonNode.Parse($$"""{"model":"{{model}}","{{name}}":100,"messages":[{"role":"user","content":"go"}]}""")!.AsObject());

        Assert.That(new OpenAIChatFormat().Problem(call), Is.EqualTo(problem));
    }

    private static IReadOnlyList<ToolCall> Calls(string tool, ModelStep step) => ToolMapper.Calls(Read("responses", $$"""{"input":"go","tools":[{{tool}}]}"""), step);

    private static Conversation Read(string format, string body)
    {
        IModelFormat reader = format switch
        {
            "anthropic" => new AnthropicFormat(),
            "responses" => new OpenAIResponsesFormat(),
            "chat" => new OpenAIChatFormat(),
            _ => new GeminiFormat(),
        };
        return reader.Read(ModelCall.Of(JsonNode.Parse(body)!.AsObject()));
    }
}
