using System.Text;
using SlackAgents.Gateway.Providers;

namespace SlackAgents.Tests.Gateway.Providers;

/// <summary>Feeds an answer to a meter in two pieces, split at every byte; the reading must be the same.</summary>
internal static class MeterProbe
{
    public static MeterReading Read(Func<IUsageMeter> create, string answer)
    {
        var bytes = Encoding.UTF8.GetBytes(answer);
        var whole = create();
        whole.Feed(bytes);
        var reading = whole.Read();
        for (var at = 0; at <= bytes.Length; at++)
        {
            var meter = create();
            meter.Feed(bytes.AsSpan(0, at));
            meter.Feed(bytes.AsSpan(at));
            Assert.That(meter.Read(), Is.EqualTo(reading), $"split at {at}");
        }

        return reading;
    }

    /// <summary>Readings of every beginning of an answer.</summary>
    public static IEnumerable<MeterReading> ReadCut(Func<IUsageMeter> create, string answer)
    {
        var bytes = Encoding.UTF8.GetBytes(answer);
        for (var at = 0; at <= bytes.Length; at++)
        {
            var meter = create();
            meter.Feed(bytes.AsSpan(0, at));
            yield return meter.Read();
        }
    }
}
