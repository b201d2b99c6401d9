using System.Text.Json;
using System.Text.RegularExpressions;
using SlackAgents.Core.Traces;

namespace SlackAgents.Core.Runs.Live;

/// <summary>
/// Commands of a turn that look like tests, builds or linters, with how they ended last. What a command is called proves
/// nothing; it is told as what was run. Only the reading loop writes; what others see is replaced whole.
/// </summary>
internal sealed partial class CommandChecks
{
    private const int MaxChecks = 8;
    private const int MaxOpenCalls = 64;
    private const int MaxCommand = 100;

    private readonly Dictionary<string, string> _open = new(StringComparer.Ordinal);
    private volatile CommandCheck[] _all = [];

    /// <summary>In the order in which they were run first.</summary>
    public IReadOnlyList<CommandCheck> All => _all;

    public void Reset()
    {
        _open.Clear();
        _all = [];
    }

    public void Follow(TraceEvent what)
    {
        if (what is ToolCallEvent call && CommandOf(call) is { } command && CheckPattern().IsMatch(command) && _open.Count < MaxOpenCalls)
        {
            _open[call.CallId] = command;
        }
        else if (what is ToolResultEvent result && _open.Remove(result.CallId, out var run))
        {
            Keep(new CommandCheck(run, result.ExitCode is { } code ? code == 0 : !result.IsError, result.ExitCode));
        }
    }

    private void Keep(CommandCheck check)
    {
        var others = _all.ToList();
        var index = others.FindIndex(one => one.Command == check.Command);
        if (index >= 0)
        {
            others[index] = check;
        }
        else
        {
            others.Add(check);
        }

        _all = [.. others.TakeLast(MaxChecks)];
    }

    /// <summary>One line of the command; null when the tool runs none.</summary>
    private static string? CommandOf(ToolCallEvent call)
    {
        try
        {
            using var input = JsonDocument.Parse(call.Input);
            var root = input.RootElement;
            if (root.ValueKind is not JsonValueKind.Object || !(root.TryGetProperty("command", out var command) || root.TryGetProperty("cmd", out command)))
            {
                return null;
            }

            var text = command.ValueKind switch
            {
                JsonValueKind.String => command.GetString()!,
                JsonValueKind.Array => string.Join(' ', command.EnumerateArray().Where(part => part.ValueKind is JsonValueKind.String).Select(part => part.GetString())),
                _ => string.Empty,
            };
            var line = text.Trim().Split('\n')[0].Trim();
            return line.Length == 0 ? null : line.Length > MaxCommand ? string.Concat(line.AsSpan(0, MaxCommand - 1), "…") : line;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [GeneratedRegex(
        @"(^|[\s;&|/'""])(dotnet\s+(test|build|format)|(npm|pnpm|yarn|bun)\s+(run\s+)?(test|lint|build|typecheck|check|ci)|npx\s+(jest|vitest|eslint|tsc|playwright)|jest|vitest|eslint|tsc|pytest|tox|nox|ruff|mypy|flake8|pylint|python3?\s+-m\s+(pytest|unittest|compileall|mypy)|go\s+(test|vet|build)|golangci-lint|cargo\s+(test|build|clippy|check|fmt)|make(\s+\S*(test|check|lint|build)\S*|\s*$)|ctest|cmake\s+--build|mvn|mvnw|gradle|gradlew|sbt|rspec|rake|phpunit|bazel\s+(test|build)|mix\s+test|swift\s+(test|build)|shellcheck|(scripts?|bin|tests?)/(test|lint|check|build)\S*)(\s|$|[;&|'""])",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        1000)]
    private static partial Regex CheckPattern();
}
