using System.Text.Json;
using SlackAgents.Core.Traces;

namespace SlackAgents.Core.Harnesses;

/// <summary>
/// The lines that the launcher inside the sandbox prints between those of the harness. The agent runs as the same user
/// and can write to the same output, so these are claims for the trace and the card; nothing is decided on them alone.
/// </summary>
internal static class LauncherLines
{
    private const string Prefix = "slackagents.";
    private const int MaxDetail = 2000;
    private const int MaxCommits = 1_000_000;

    /// <summary>Reads a line, or returns null when it is the harness's own.</summary>
    /// <param name="turn">Part of the keys: the steps of each turn have the same names.</param>
    public static LauncherLine? Parse(string line, int turn)
    {
        // Nearly every line is the harness's; those are not parsed a second time.
        if (!line.Contains("\"" + Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            return root.Text("type") switch
            {
                Prefix + "step" => new LauncherLine(Step(root, turn), null),
                Prefix + "exit" => new LauncherLine(null, Exit(root)),
                { } type when type.StartsWith(Prefix, StringComparison.Ordinal) =>
                    new LauncherLine(new HarnessEvent(new UnknownEvent("launcher", BoundedText.Name(type)), null), null),
                _ => null,
            };
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    private static HarnessEvent Step(JsonElement root, int turn)
    {
        var step = BoundedText.Name(root.Text("step"));
        var state = root.Text("state");
        if (step.Length == 0 || state is not ("started" or "completed" or "failed"))
        {
            return new HarnessEvent(new UnknownEvent("launcher", Prefix + "step"), null);
        }

        var detail = root.Text("detail") is { Length: > 0 } text ? BoundedText.Cut(text, MaxDetail) : null;
        var milliseconds = string.Equals(state, "started", StringComparison.Ordinal) ? null : root.Number("ms");
        return new HarnessEvent(new StepEvent(step, state, milliseconds, detail), $"launcher:{turn}:{step}:{state}");
    }

    private static LauncherExit? Exit(JsonElement root) => root.Integer("code") is { } code and >= 0 and <= 255
        ? new LauncherExit(
            (int)code,
            root.Text("signal") is { Length: > 0 } signal ? BoundedText.Name(signal) : null,
            root.Flag("stopped") ?? false,
            root.Flag("pushed") ?? false,
            (int)Math.Clamp(root.Integer("commits") ?? 0, 0, MaxCommits))
        : null;
}
