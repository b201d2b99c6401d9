using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SlackAgents.Core.Ids;

namespace SlackAgents.Host.Telemetry;

/// <summary>Ids made from what they stand for, so that a span that is sent again is the same span.</summary>
internal static class SpanIds
{
    private const int TraceLength = 16;
    private const int SpanLength = 8;

    public static byte[] Trace(RunId run) => Hash($"otel/trace/1\n{run}", TraceLength);

    /// <summary>The run as a whole.</summary>
    public static byte[] Root(RunId run) => Hash($"otel/run/1\n{run}", SpanLength);

    public static byte[] Turn(RunId run, int turn) => Hash(string.Create(CultureInfo.InvariantCulture, $"otel/turn/1\n{run}\n{turn}"), SpanLength);

    /// <summary>What a record tells of.</summary>
    public static byte[] Record(RunId run, long sequence) => Hash(string.Create(CultureInfo.InvariantCulture, $"otel/record/1\n{run}\n{sequence}"), SpanLength);

    // All zeros would mean "none"; a hash is never that in practice.
    private static byte[] Hash(string text, int length) => SHA256.HashData(Encoding.UTF8.GetBytes(text))[..length];
}
