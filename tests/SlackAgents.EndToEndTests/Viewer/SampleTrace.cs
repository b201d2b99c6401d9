using System.Globalization;
using SlackAgents.Core.Traces;

namespace SlackAgents.EndToEndTests.Viewer;

/// <summary>What an agent's work looks like: one of every kind of event, and as much of it as one wants.</summary>
internal static class SampleTrace
{
    public const string Diff = "--- a/src/login.ts\n+++ b/src/login.ts\n@@ -10,3 +10,4 @@ export function login() {\n   const user = find(name);\n-  return user;\n+  await user.ready();\n+  return user;\n }\n";

    /// <summary>A short story with every kind of event.</summary>
    public static IReadOnlyList<TraceEvent> Story { get; } =
    [
        new StateEvent("Queued", "Preparing", null),
        new StepEvent("fetch", "completed", 812, "acme/widgets at main"),
        new StepEvent("sandbox", "completed", 431, null),
        new StateEvent("Preparing", "Running", null),
        new PromptEvent("Fix the flaky **login** test.\n\n- it fails on CI only\n- see `tests/login.test.ts`", "Alice Anders", "m1"),
        new SessionEvent("0f0e", "claude-sonnet-4-5", "2.1.0"),
        new ModelCallEvent("anthropic", "claude-sonnet-4-5", 200, 1_200, 8_000, 0, 210, 0.012m, 2_310, "req_1"),
        new ThinkingEvent("The test waits for a fixed time. That cannot be right on a slow machine."),
        new TextEvent("I look at the test first."),
        new TodoEvent([new TodoItem("Read the test", "completed"), new TodoItem("Wait for the user", "in_progress"), new TodoItem("Run the tests", "pending")]),
        new ToolCallEvent("c1", "Read", """{"file_path":"/workspace/tests/login.test.ts"}""", "Read tests/login.test.ts"),
        new ToolResultEvent("c1", "     1\timport { login } from '../src/login';\n     2\t\n     3\ttest('login', async () => {\n", IsError: false, 12),
        new ToolCallEvent("c2", "Bash", """{"command":"npm test -- login","description":"Run the login tests"}""", "npm test -- login"),
        new ToolResultEvent("c2", "\u001b[31mFAIL\u001b[0m tests/login.test.ts\n  expected ready, got pending\n", IsError: true, 4_120, 1),
        new ToolCallEvent("c3", "Edit", """{"file_path":"/workspace/src/login.ts","old_string":"  return user;","new_string":"  await user.ready();\n  return user;"}""", "Edit src/login.ts"),
        new FileChangeEvent("c3", "src/login.ts", "modified", Diff),
        new ToolResultEvent("c3", "The file was changed.", IsError: false, 8),
        new RetryEvent(1, 10, 1_000, 529, "overloaded"),
        new SteeringEvent("m2", "sent", null),
        new SteeringEvent("m2", "delivered", null),
        new QuestionEvent("q1", "May I raise the timeout, too?", ["yes", "no"]),
        new ReplyEvent("q1", "no", "Bob Berg", "answered"),
        new WebRequestEvent("CONNECT", "registry.example:443", "refused", "not on the list"),
        new GitRequestEvent("git-receive-pack", "acme/widgets", "allowed", null, 41),
        new ToolServerEvent("slackagents", "tools/call", "ask_user", "allowed", null, 12_000),
        new ToolCallEvent("c4", "mcp__tickets__search", """{"query":"login flaky","limit":5}""", null),
        new ToolResultEvent("c4", """{"tickets":[{"id":17,"title":"Login is flaky"}]}""", IsError: false, 230),
        new PushEvent("quarantine", "refs/heads/agent/x", null, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "accepted", null),
        new PushEvent("github", "refs/heads/agent/x", null, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "pushed", null),
        new TokenEvent("minted", "acme/widgets", "contents:write"),
        new AccessEvent("Bob Berg", "Approve", "allowed", null),
        new NoticeEvent("background", "A task was left running."),
        new UsageEvent(12_345, 67_890, 1_234, 0.4321m),
        new ErrorEvent("stream_cut", "The answer broke off and was asked for again."),
        new UnknownEvent("claude", "brand_new"),
        new AnswerEvent("The test waits for the user now.\n\n```ts\nawait user.ready();\n```\n\nSee [the run](https://ci.example/run/1)."),
        new StateEvent("Running", "Finished", null),
    ];

    /// <summary>A long story of so many events: texts, thoughts, commands of which every fiftieth fails, edits.</summary>
    public static IEnumerable<TraceEvent> Long(int count)
    {
        for (var number = 1; number <= count; number++)
        {
            var call = string.Create(CultureInfo.InvariantCulture, $"c{(number - 1) / 10}");
            yield return (number % 10) switch
            {
                1 => new TextEvent(Text($"Step {number}: I look at what is there and then go on with the **next** part of the work.")),
                2 => new ToolCallEvent(call, "Bash", $$"""{"command":"npm test -- part{{number}}"}""", null),
                3 => new ToolResultEvent(call, Text($"ran part {number - 1}\n") + string.Concat(Enumerable.Repeat("ok 1 - something that went well\n", number % 7)), number % 500 == 3, 42, number % 500 == 3 ? 1 : 0),
                4 => new ThinkingEvent(Text($"What comes after {number}?")),
                5 => new ModelCallEvent("anthropic", "claude-sonnet-4-5", 200, 100, 8_000, 0, 20, 0.001m, 900, null),
                6 => new ToolCallEvent(call + "e", "Edit", $$"""{"file_path":"/workspace/src/part{{number}}.ts","old_string":"a","new_string":"b"}""", null),
                7 => new FileChangeEvent(call + "e", Text($"src/part{number - 1}.ts"), "modified", Diff),
                8 => new ToolResultEvent(call + "e", "The file was changed.", IsError: false, 8),
                9 => new ToolCallEvent(call + "r", "Read", $$"""{"file_path":"/workspace/src/part{{number}}.ts"}""", null),
                _ => new ToolResultEvent(call + "r", Text($"     1\texport const part = {number};\n"), IsError: false, 3),
            };
        }

        static string Text(FormattableString text) => FormattableString.Invariant(text);
    }
}
