using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;

namespace SlackAgents.Playground.Model;

/// <summary>Failures chosen by API key: <c>fake-401</c>, <c>fake-429x2</c> (only the first two requests), <c>fake-hang</c>, <c>fake-cut</c>.</summary>
internal sealed partial class KeyFaults
{
    private readonly ConcurrentDictionary<string, int> _uses = new(StringComparer.Ordinal);

    public ModelFault Next(string key) => new(Status(key))
    {
        Hangs = key.Contains("fake-hang", StringComparison.Ordinal),
        Cuts = key.Contains("fake-cut", StringComparison.Ordinal),
    };

    private int? Status(string key)
    {
        if (Pattern().Match(key) is not { Success: true } match)
        {
            return null;
        }

        var uses = _uses.AddOrUpdate(key, 1, static (_, count) => count + 1);
        var times = match.Groups["times"];
        return times.Success && uses > int.Parse(times.ValueSpan, CultureInfo.InvariantCulture) ? null : int.Parse(match.Groups["status"].ValueSpan, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"fake-(?<status>\d{3})(x(?<times>\d{1,4}))?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Pattern();
}
