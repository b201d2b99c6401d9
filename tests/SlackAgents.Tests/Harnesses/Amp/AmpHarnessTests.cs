using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using SlackAgents.Core.Harnesses;
using SlackAgents.Core.Harnesses.Amp;
using SlackAgents.Core.Reasons;
using SlackAgents.Core.Traces;
using SlackAgents.Testing;

namespace SlackAgents.Tests.Harnesses.Amp;

/// <summary>Against a stub that prints what its vendor documents; nothing here is known of the real service.</summary>
public sealed class AmpHarnessTests
{
    private const string Thread = "T-44444444-4444-4444-8444-444444444444";

    private static readonly HarnessTurn Turn = new(
        "Fix \"it\"\nand $HOME", "33333333-3333-4333-8333-333333333333", Thread, false, "amp", new Uri("http://127.0.0.1:8080"), 3);

    [Test]
    [CancelAfter(60_000)]
    public async Task A_turn_of_the_stub_is_read_like_one_of_Claude_Code(CancellationToken cancellationToken)
    {
        var (events, outcome) = await RunStubAsync(Turn, """
            {"type":"system","subtype":"init","cwd":"/workspace","session_id":"T-44444444-4444-4444-8444-444444444444","tools":["Bash"],"mcp_servers":[]}
            {"type":"user","message":{"role":"user","content":[{"type":"text","text":"Fix it"}]},"parent_tool_use_id":null,"session_id":"T-44444444-4444-4444-8444-444444444444"}
            {"type":"assistant","message":{"role":"assistant","content":[{"type":"text","text":"I look."},{"type":"tool_use","id":"toolu_1","name":"Bash","input":{"cmd":"ls"}}]},"parent_tool_use_id":null,"session_id":"T-44444444-4444-4444-8444-444444444444"}
            {"type":"user","message":{"role":"user","content":[{"type":"tool_result","tool_use_id":"toolu_1","content":"README.md","is_error":false}]},"parent_tool_use_id":null,"session_id":"T-44444444-4444-4444-8444-444444444444"}
            {"type":"result","subtype":"success","duration_ms":1200,"is_error":false,"num_turns":2,"result":"Fixed.","session_id":"T-44444444-4444-4444-8444-444444444444"}
            """, exitCode: 0, cancellationToken);

        Assert.That(events.Select(made => made.GetType().Name), Is.EqualTo(new[] { "SessionEvent", "NoticeEvent", "TextEvent", "ToolCallEvent", "ToolResultEvent", "UsageEvent" }));
        Assert.That((outcome.Reason.ToString(), outcome.Answer, outcome.SessionId), Is.EqualTo(("Completed", "Fixed.", Thread)));
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task A_failure_of_the_stub_says_its_own_words(CancellationToken cancellationToken)
    {
        var (_, outcome) = await RunStubAsync(Turn, """{"type":"result","subtype":"error_during_execution","is_error":true,"num_turns":0,"error":"Not signed in","session_id":"T-1"}""", exitCode: 1, cancellationToken);

        Assert.That((outcome.Reason.ToString(), outcome.Detail), Is.EqualTo((nameof(ReasonCode.HarnessCrashed), "Not signed in")));
    }

    [Test]
    [CancelAfter(60_000)]
    public async Task The_prompt_reaches_the_program_as_it_is_and_its_input_is_closed(CancellationToken cancellationToken)
    {
        var first = await ArgumentsOfStubAsync(Turn with { Instructions = "Be brief." }, cancellationToken);
        var later = await ArgumentsOfStubAsync(Turn with { Resume = true }, cancellationToken);

        Assert.That(first, Is.EqualTo("[-x][Be brief.\n\nFix \"it\"\nand $HOME][--stream-json][--dangerously-allow-all]"));
        Assert.That(later, Is.EqualTo($"[threads][continue][{Thread}][-x][Fix \"it\"\nand $HOME][--stream-json][--dangerously-allow-all]"));
    }

    [Test]
    public void It_says_that_it_cannot_be_steered_and_which_host_it_needs()
    {
        var harness = new AmpHarness();

        Assert.That((harness.Steering.ToString(), harness.Steer("i", "x"), harness.Interrupt("i")), Is.EqualTo((nameof(SteeringWay.NextTurn), (string?)null, (string?)null)));
        Assert.That(AmpHarness.WebHosts, Is.Not.Empty);
        Assert.That(harness.Launch(Turn).Environment["AMP_API_KEY"], Does.StartWith("placeholder"));
    }

    [TestCase(false)]
    [TestCase(true)]
    public void It_can_be_chosen_only_where_an_operator_asked_for_it(bool enabled)
    {
        var services = new ServiceCollection();
        services.Configure<HarnessOptions>(options => options.Amp.Enabled = enabled);
        services.AddHarnesses();
        using var provider = services.BuildServiceProvider();

        Assert.That(provider.GetRequiredService<HarnessCatalog>().Find("amp") is not null, Is.EqualTo(enabled));
    }

    private static async Task<(IReadOnlyList<TraceEvent> Events, HarnessOutcome Outcome)> RunStubAsync(HarnessTurn turn, string stream, int exitCode, CancellationToken cancellationToken)
    {
        using var folder = new TempDirectory();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "stream"), stream + "\n", cancellationToken);
        var output = await RunAsync(folder, turn, $"cat '{folder.Path}/stream'\nexit {exitCode}", cancellationToken);
        var reader = new AmpHarness().CreateReader(turn);
        var events = output.Split('\n').SelectMany(reader.Read).Select(made => made.Event).ToList();
        return (events, reader.Conclude(exitCode, outOfMemory: false));
    }

    private static async Task<string> ArgumentsOfStubAsync(HarnessTurn turn, CancellationToken cancellationToken)
    {
        using var folder = new TempDirectory();
        // An input that stayed open would keep cat waiting, and the test with it.
        return await RunAsync(folder, turn, "cat\nfor word in \"$@\"; do printf '[%s]' \"$word\"; done", cancellationToken);
    }

    private static async Task<string> RunAsync(TempDirectory folder, HarnessTurn turn, string script, CancellationToken cancellationToken)
    {
        var stub = Path.Combine(folder.Path, "amp");
        await File.WriteAllTextAsync(stub, "#!/bin/sh\n" + script + "\n", cancellationToken);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(stub, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        var launch = new AmpHarness().Launch(turn);
        var start = new ProcessStartInfo(launch.Arguments[0], launch.Arguments.Skip(1)) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["PATH"] = $"{folder.Path}:/usr/bin:/bin";
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return output;
    }
}
