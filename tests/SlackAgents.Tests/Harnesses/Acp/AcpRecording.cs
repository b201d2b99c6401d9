using SlackAgents.Core.Harnesses;
using SlackAgents.Core.Harnesses.Acp;
using SlackAgents.Core.Harnesses.CopilotCli;
using SlackAgents.Core.Harnesses.GeminiCli;
using SlackAgents.Core.Harnesses.OpenCode;
using SlackAgents.Core.Harnesses.QwenCode;

namespace SlackAgents.Tests.Harnesses.Acp;

/// <summary>What a real agent printed in the Agent Client Protocol, run against a scripted model.</summary>
internal sealed record AcpRecording(string Name, IReadOnlyList<string> Lines, IReadOnlyList<string> Errors)
{
    private static readonly string Folder = FindFolder();

    private static readonly HarnessTurn Turn = new(
        "Fix it", "11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222", false, "a-model", new Uri("http://127.0.0.1:8080"), 2);

    /// <summary>
    /// Everything that was recorded: <c>acp-AGENT-CASE</c> is what the agent alone printed, <c>driven-AGENT-CASE</c> what
    /// the sandbox's driver printed around it.
    /// </summary>
    public static IEnumerable<string> Names => Directory.EnumerateFiles(Folder, "acp-*.jsonl")
        .Concat(Directory.EnumerateFiles(Folder, "driven-*.jsonl"))
        .Select(path => Path.GetFileNameWithoutExtension(path)!)
        .Where(name => !name.StartsWith("driven-codex-", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);

    /// <summary>The second word of the name.</summary>
    public string Agent => Name.Split('-')[1];

    public static AcpRecording Load(string name)
    {
        var errors = Path.Combine(Folder, $"{name}.stderr.txt");
        return new AcpRecording(
            name,
            File.ReadAllLines(Path.Combine(Folder, $"{name}.jsonl")),
            File.Exists(errors) ? File.ReadAllLines(errors) : []);
    }

    /// <summary>A reader for this recording, as the turn that it was.</summary>
    public IHarnessReader Reader() => Reader(Agent, Name.Contains("resume", StringComparison.Ordinal));

    public static IHarnessReader Reader(string agent, bool resume = false, string promptId = "11111111-1111-4111-8111-111111111111") =>
        new AcpReader(QuirksOf(agent), Turn with { Resume = resume, PromptId = promptId });

    /// <summary>All events, in order.</summary>
    public IReadOnlyList<HarnessEvent> Events()
    {
        var reader = Reader();
        return [.. Lines.SelectMany(reader.Read)];
    }

    /// <summary>What a store keeps of them: the first of each key.</summary>
    public IReadOnlyList<HarnessEvent> Kept()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return [.. Events().Where(made => made.Key is null || seen.Add(made.Key))];
    }

    private static AcpQuirks QuirksOf(string agent) => agent switch
    {
        "gemini" => GeminiCliHarness.Quirks,
        "opencode" => OpenCodeHarness.Quirks,
        "copilot" => CopilotCliHarness.Quirks,
        "qwen" => QwenCodeHarness.Quirks,
        // The adapters of Claude Code and Codex stand for any other agent.
        "claude" => new AcpQuirks { Source = agent, Usage = AcpUsageSource.Answer, ShowsChangesEarly = true, Steer = AcpSteering.Extension },
        "codex" => new AcpQuirks { Source = agent, Usage = AcpUsageSource.Answer, ShowsChangesEarly = true, Steer = AcpSteering.Extension, EndWithoutUsageIsFailure = true },
        _ => throw new ArgumentException($"No such agent: {agent}", nameof(agent)),
    };

    private static string FindFolder()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "SlackAgents.sln")))
        {
            directory = directory.Parent ?? throw new DirectoryNotFoundException("No solution above the tests.");
        }

        return Path.Combine(directory.FullName, "tests", "SlackAgents.Tests", "Fixtures", "traces");
    }
}
