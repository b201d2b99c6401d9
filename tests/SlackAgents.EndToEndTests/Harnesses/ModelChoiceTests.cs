using SlackAgents.EndToEndTests.Staging;
using SlackAgents.Playground.Model;

namespace SlackAgents.EndToEndTests.Harnesses;

/// <summary>What <c>model=</c> does, and what it says when it cannot.</summary>
internal sealed class ModelChoiceTests : StageTests
{
    private const string Repository = "acme/widgets";

    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Providers__Gemini__ApiKey"] = string.Empty,
        ["Models__Aliases__swift"] = "anthropic/claude-haiku-4-5",
    };

    [TestCase("model=opus", "/v1/messages", "claude-opus-5-5")]
    [TestCase("model=swift", "/v1/messages", "claude-haiku-4-5")]
    [TestCase("model=anthropic/claude-opus-5-5", "/v1/messages", "claude-opus-5-5")]
    [TestCase("harness=codex model=openai/gpt-5.5", "/v1/responses", "gpt-5.5")]
    [TestCase("harness=opencode model=openai/gpt-6-luna", "/v1/responses", "gpt-6-luna")]
    public async Task A_known_model_is_the_one_that_is_asked(string options, string path, string model)
    {
        var run = await Stage.RunAsync("[[fake:talk]] with a model of choice", $"repo={Repository} {options}");

        var end = await run.EndAsync();

        Assert.That(end.AllText, Does.Contain("Just talking"));
        var asked = Model.TaskRequests.Last(request => request.Scenario == "talk" && request.BodyJson.Contains(run.Mark, StringComparison.Ordinal));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(asked.Path, Is.EqualTo(path));
            Assert.That(asked.Body!["model"]!.GetValue<string>(), Is.EqualTo(model));
            Assert.That(run.Card.AllText, Does.Contain(model));
        }
    }

    [TestCase("model=opsu", "no model “opsu”", "Did you mean “opus”")]
    [TestCase("harness=opencode model=gemini-pro", "no key for", "Providers:Gemini:ApiKey")]
    [TestCase("model=gpt", "cannot use “gpt”", "harness=codex")]
    [TestCase("harness=codex model=opus", "cannot use “opus”", "harness=claude")]
    [TestCase("harness=gemini", "no key for", "Providers:Gemini:ApiKey")]
    public async Task What_cannot_be_is_refused_privately_with_the_way_out(string options, string sentence, string nextStep)
    {
        var cards = Stage.Cards.Count;

        var answer = await Stage.AnswerAsync(await Stage.CommandAsync("alice", $"repo={Repository} {options} do something"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(answer, Does.Contain(sentence).And.Contain(nextStep));
            Assert.That(Stage.Cards, Has.Count.EqualTo(cards), "Nothing was started.");
        }
    }

    [Test]
    public async Task A_provider_that_the_agent_has_no_business_with_is_closed_to_its_run()
    {
        Model.Script(
            "elsewhere",
            ModelStep.Run("""curl -sS -w ' status=%{http_code}' -H 'content-type: application/json' -d '{"model":"gpt-6-luna","input":"hello"}' http://127.0.0.1:8080/models/openai/v1/responses"""),
            ModelStep.Say("TRIED: {{last_tool}}"));
        var run = await Stage.RunAsync("[[fake:elsewhere]] ask another provider", $"repo={Repository} harness=claude");

        var end = await run.EndAsync();

        var refused = (await run.TraceAsync("web_request")).Select(web => $"{web["method"]} {web["target"]} {web["verdict"]}: {web["reason"]}").ToList();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(end.AllText, Does.Contain("status=403").And.Contain("no business with"));
            Assert.That(refused, Has.Exactly(1).Matches("^POST .*models/openai/v1/responses refused: .*no business with OpenAI"), "It is on record.");
            Assert.That(Model.Requests.Where(request => request.Path == "/v1/responses" && request.BodyJson.Contains("\"hello\"", StringComparison.Ordinal)), Is.Empty, "The provider was not asked.");
        }
    }
}
