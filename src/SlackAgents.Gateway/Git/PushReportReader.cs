using System.Buffers;
using System.Text;

namespace SlackAgents.Gateway.Git;

/// <summary>Reads what git answered to a push, with or without side bands, to put its verdicts on record.</summary>
internal static class PushReportReader
{
    /// <summary>One verdict per ref. Empty when the answer holds no readable report.</summary>
    public static IReadOnlyList<PushVerdict> Read(ReadOnlyMemory<byte> answer, bool hasBands)
    {
        try
        {
            var report = hasBands ? DataBandOf(answer) : answer;
            return [.. LinesOf(report).Select(VerdictOf).OfType<PushVerdict>()];
        }
        catch (PktLineException)
        {
            return [];
        }
    }

    private static ReadOnlyMemory<byte> DataBandOf(ReadOnlyMemory<byte> answer)
    {
        var report = new ArrayBufferWriter<byte>();
        var buffer = new ReadOnlySequence<byte>(answer);
        while (PktLineReader.TryRead(ref buffer, out var line) && line.Kind == PktLineKind.Data)
        {
            if (line.Payload.Length > 1 && line.Payload.FirstSpan[0] == 1)
            {
                report.Write(line.Payload.Slice(1).ToArray());
            }
        }

        return report.WrittenMemory;
    }

    private static List<string> LinesOf(ReadOnlyMemory<byte> report)
    {
        var lines = new List<string>();
        var buffer = new ReadOnlySequence<byte>(report);
        while (PktLineReader.TryRead(ref buffer, out var line) && line.Kind == PktLineKind.Data)
        {
            lines.Add(Encoding.UTF8.GetString(line.Payload).TrimEnd('\n'));
        }

        return lines;
    }

    private static PushVerdict? VerdictOf(string line) => line.Split(' ', 3) switch
    {
        ["ok", var name] => new PushVerdict(name, null),
        ["ng", var name, var reason] => new PushVerdict(name, reason),
        _ => null,
    };
}
