using System.Globalization;
using SlackAgents.Core.Runs.Messages;
using SlackAgents.Core.Traces;

namespace SlackAgents.Core.Intake.Desks;

/// <summary>One event of a trace as one short line; what an agent wrote stays data.</summary>
internal static class LogLine
{
    private const int MaxLength = 110;

    /// <summary>Null for events that say nothing to people.</summary>
    public static string? Of(TraceRecord record)
    {
        var text = record.Event switch
        {
            PromptEvent prompt => $"> {prompt.Text}",
            TextEvent { Partial: not true } said => said.Text,
            ToolCallEvent call => $"$ {call.Summary ?? call.Tool}",
            ToolResultEvent { ExitCode: > 0 and var code } => $"  exit code {code}",
            ToolResultEvent { IsError: true } => "  failed",
            FileChangeEvent change => $"{change.Change} {change.Path}",
            WebRequestEvent { Verdict: "refused" } web => $"refused: {web.Method} {web.Target}",
            RetryEvent retry => $"retry {retry.Attempt}: {retry.Error}",
            ErrorEvent error => $"error: {error.Message}",
            StateEvent state => $"[{state.To}]",
            _ => null,
        };
        return text is null ? null : $"{record.At.UtcDateTime.ToString("HH:mm:ss", CultureInfo.InvariantCulture)} {OneLine(text)}";
    }

    /// <summary>Backticks would end the block that it stands in.</summary>
    private static string OneLine(string text)
    {
        var line = string.Join(' ', RunTexts.Bounded(text, 4 * MaxLength).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Replace('`', '\'');
        return RunTexts.Bounded(line, MaxLength);
    }
}
