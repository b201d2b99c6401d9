using System.Globalization;
using System.Text.RegularExpressions;
using SlackAgents.Benchmarks.Stage;

namespace SlackAgents.Benchmarks.Ingest;

/// <summary>What the real CLI printed, again and again, each time under new ids: a repeated id would count as read before.</summary>
internal static partial class RecordedLines
{
    private static readonly string[] Recordings = ["claude-success.jsonl", "claude-edits.jsonl", "claude-thinking.jsonl"];

    public static List<string> Make(int count)
    {
        var folder = Path.Combine(ProjectTree.Root, "tests", "SlackAgents.Tests", "Fixtures", "traces");
        var recorded = Recordings.SelectMany(name => File.ReadLines(Path.Combine(folder, name))).Where(line => line.Length > 0).ToList();
        var lines = new List<string>(count);
        for (var round = 0; lines.Count < count; round++)
        {
            var suffix = round.ToString("x6", CultureInfo.InvariantCulture);
            lines.AddRange(recorded.Take(count - lines.Count).Select(line => Id().Replace(line, match => match.Value[..^6] + suffix)));
        }

        return lines;
    }

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|(?:toolu|msg)_[A-Za-z0-9]{8,}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Id();
}
