using System.Globalization;
using System.Text;
using SlackAgents.EndToEndTests.Staging;
using SlackAgents.Playground.Model;
using SlackAgents.Playground.Model.Tools;
using SlackAgents.Playground.Slack.Messages;
using SlackAgents.Testing.Payloads;

namespace SlackAgents.EndToEndTests.Harnesses;

/// <summary>The host's own tools, called by every harness as its real CLI does: through the sandbox's only door.</summary>
[TestFixture("claude")]
[TestFixture("codex")]
[TestFixture("gemini")]
[TestFixture("opencode")]
[TestFixture("copilot")]
[TestFixture("qwen")]
internal sealed class ToolTests(string harness) : StageTests
{
    private const string Question = "Which colour should it be?";

    // Without an answer a question must not look answered: the agent would say that nobody did.
    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["Runs__QuestionTimeout"] = "00:02:00",
        ["Runs__SilenceTimeout"] = "00:01:00",
    };

    [Test]
    public async Task A_question_is_answered_by_a_button()
    {
        var run = await StartAsync("[[fake:mcp-ask]] paint it");
        var question = await QuestionAsync(run);

        var receipt = await Slack.ClickAsync("alice", Stage.Channel, question.Ts, "green", CancellationToken.None);
        var end = await run.EndAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(receipt.Error, Is.Null);
            Assert.That(end.AllText, Does.Contain("The answer was:").And.Contain("green"));
            Assert.That(question.Buttons.Select(button => button.Text), Is.EqualTo(new[] { "blue", "green", "Skip" }));
            Assert.That(Slack.Find(Stage.Channel, question.Ts)!.Buttons, Is.Empty, "What was answered cannot be answered again.");
            Assert.That(await CallsAsync(run), Is.EqualTo(new[] { (harness is "gemini" ? "ask_person" : "ask_user", "allowed") }));
            Assert.That(await run.TraceAsync("unknown"), Is.Empty);
        }
    }

    [Test]
    public async Task A_question_is_answered_by_a_plain_reply()
    {
        var run = await StartAsync("[[fake:mcp-ask]] paint it");
        await QuestionAsync(run);

        run.Reply("alice", "purple, please");
        var end = await run.EndAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(end.AllText, Does.Contain("The answer was:").And.Contain("purple, please"));
            Assert.That(run.Ends, Has.Count.EqualTo(1), "An answer is no turn of its own.");
        }
    }

    [Test]
    public async Task A_report_is_shown_on_the_card()
    {
        var scenario = $"report-{harness}";
        Model.Script(scenario, new ModelStep { Named = new NamedCall("report_progress", """{"text":"Half of it is done.","percent":50}""") }, ModelStep.Run(HeldTool.Command), ModelStep.Say("All of it is done."));
        var run = await StartAsync($"[[fake:{scenario}]] go on");

        await run.CardSaysAsync("Half of it is done. (50 %)");
        await HeldTool.LetGoAsync(run);
        var end = await run.EndAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(end.AllText, Does.Contain("All of it is done."));
            Assert.That(await CallsAsync(run), Is.EqualTo(new[] { ("report_progress", "allowed") }));
        }
    }

    [Test]
    public async Task A_file_comes_to_the_thread()
    {
        var run = await StartAsync("[[fake:mcp-attach]] write a report");

        var end = await run.EndAsync();
        await Slack.WaitUntilAsync(() => Shared(run).Any(), Stage.Patience, CancellationToken.None);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(end.AllText, Does.Contain("Attached:"));
            var file = Slack.Files.Single(one => Shared(run).Any(message => message.FilesJson!.Contains(one.Id, StringComparison.Ordinal)));
            Assert.That((file.Name, Encoding.UTF8.GetString(file.Content!)), Is.EqualTo(("report.txt", "the report\n")));
            Assert.That(Shared(run).Single().FilesJson, Does.Contain("The report"));
        }
    }

    private static IEnumerable<SlackMessage> Shared(AgentRun run) => run.Thread.Where(message => message.FilesJson is not null);

    private static async Task<IEnumerable<(string? Tool, string? Verdict)>> CallsAsync(AgentRun run) =>
        (await run.TraceAsync("tool_server")).Where(call => call["method"]?.GetValue<string>() == "tools/call").Select(call => (call["tool"]?.GetValue<string>(), call["verdict"]?.GetValue<string>()));

    private Task<AgentRun> StartAsync(string task) => Stage.RunAsync(task, $"repo=acme/widgets harness={harness}");

    private Task<SlackMessage> QuestionAsync(AgentRun run)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"{run.Id}/question1");
        return Slack.WaitForMessageAsync(message => MessageKeys.KeyOf(message) == key && message.AllText.Contains(Question, StringComparison.Ordinal), Stage.Patience, CancellationToken.None);
    }
}
