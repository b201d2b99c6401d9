using System.Globalization;

namespace SlackAgents.Benchmarks.Reports;

/// <summary>Numbers of one kind from one run. Shown as median [smallest–largest], because means hide the noise.</summary>
internal sealed class Samples
{
    private readonly List<double> _values = [];

    public Samples()
    {
    }

    public Samples(IEnumerable<double> values) => _values.AddRange(values);

    public int Count => _values.Count;

    public IReadOnlyList<double> Values => _values;

    public double Median => Percentile(0.5);

    public void Add(double value) => _values.Add(value);

    public void Add(TimeSpan time) => _values.Add(time.TotalMilliseconds);

    /// <summary>The smallest value that <paramref name="share"/> of all do not exceed; the median of an even number is between two.</summary>
    public double Percentile(double share)
    {
        if (_values.Count == 0)
        {
            return double.NaN;
        }

        var sorted = _values.Order().ToList();
        if (share == 0.5 && sorted.Count % 2 == 0)
        {
            return (sorted[sorted.Count / 2 - 1] + sorted[sorted.Count / 2]) / 2;
        }

        return sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Count) - 1, 0, sorted.Count - 1)];
    }

    /// <summary>For example <c>12 [9–31]</c>.</summary>
    public string Show(string format = "0") =>
        string.Create(CultureInfo.InvariantCulture, $"{Text(Median, format)} [{Text(Percentile(0), format)}–{Text(Percentile(1), format)}]");

    public string Show(double share, string format = "0") => Text(Percentile(share), format);

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
