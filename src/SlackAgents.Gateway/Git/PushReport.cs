using System.Buffers;

namespace SlackAgents.Gateway.Git;

/// <summary>
/// The answer to a refused push as git itself would give it (gitprotocol-pack, "Report Status"), so that the client prints
/// <c>! [remote rejected] main -> main (sentence)</c> and not an HTTP status.
/// </summary>
internal static class PushReport
{
    private const int LongestReason = 300;
    private const byte DataBand = 1;
    private const byte ProgressBand = 2;

    public static ReadOnlyMemory<byte> Refusal(PushRequest request, IReadOnlyList<string> reasons)
    {
        var wantsReport = request.Capabilities.Contains("report-status") || request.Capabilities.Contains("report-status-v2");
        var bands = request.Capabilities.Contains("side-band-64k") ? PktLineWriter.LongestPayload - 1
            : request.Capabilities.Contains("side-band") ? 995
            : 0;
        var report = new ArrayBufferWriter<byte>();
        if (wantsReport)
        {
            PktLineWriter.Write(report, "unpack ok\n");
            for (var at = 0; at < reasons.Count; at++)
            {
                PktLineWriter.Write(report, $"ng {request.Commands[at].Ref} {Shorten(reasons[at])}\n");
            }

            PktLineWriter.Flush(report);
        }

        if (bands == 0)
        {
            return report.WrittenMemory;
        }

        var output = new ArrayBufferWriter<byte>();
        WriteBand(output, ProgressBand, "Nothing was taken: a refused ref refuses the whole push.\n"u8, bands);
        WriteBand(output, DataBand, report.WrittenSpan, bands);
        PktLineWriter.Flush(output);
        return output.WrittenMemory;
    }

    private static void WriteBand(ArrayBufferWriter<byte> output, byte band, ReadOnlySpan<byte> data, int longest)
    {
        while (data.Length > 0)
        {
            var part = data[..Math.Min(data.Length, longest)];
            PktLineWriter.Write(output, [band, .. part]);
            data = data[part.Length..];
        }
    }

    private static string Shorten(string reason) => reason.Length <= LongestReason ? reason : reason[..LongestReason] + "…";
}
