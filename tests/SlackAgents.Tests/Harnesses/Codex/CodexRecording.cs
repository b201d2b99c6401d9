using System.Text.Json;
using SlackAgents.Core.Harnesses;
using SlackAgents.Core.Harnesses.Codex;

namespace SlackAgents.Tests.Harnesses.Codex;

/// <summary>What the real app-server (0.169.0) printed in one run against a scripted model.</summary>
internal static class CodexRecording
{
    public const string PromptId = "11111111-1111-4111-8111-111111111111";
    public const string SteerId = "33333333-3333-4333-8333-333333333333";

    public static IEnumerable<string> Names => TraceFixtures.Names("codex-");

    public static IReadOnlyList<string> Lines(string name) => TraceFixtures.Lines($"codex-{name}");

    public static IHarnessReader Reader() => new CodexReader(PromptId);

    /// <summary>A reader that knows the prompt of the recording: the first that the driver says it sent.</summary>
    public static IHarnessReader ReaderOf(string name)
    {
        const string mark = "\"driver.prompt\",\"id\":\"";
        var line = Lines(name).FirstOrDefault(candidate => candidate.Contains(mark, StringComparison.Ordinal));
        return new CodexReader(line is null ? PromptId : line.Substring(line.IndexOf(mark, StringComparison.Ordinal) + mark.Length, 36));
    }

    /// <summary>The events of a recording, without their keys.</summary>
    public static IReadOnlyList<T> Events<T>(string name) => [.. TraceFixtures.Play(ReaderOf(name), $"codex-{name}").Select(made => made.Event).OfType<T>()];

    public static string Show(HarnessEvent made) => $"{made.Key} {JsonSerializer.Serialize(made.Event)}";
}
