using SlackAgents.Benchmarks.Reports;

namespace SlackAgents.Benchmarks.Harnesses;

/// <summary>All samples of one harness, taken in turns: the three lists go together number by number.</summary>
/// <param name="Name">The agent CLI and its version.</param>
/// <param name="ImageSize">In bytes.</param>
/// <param name="Command">The headless command that is the floor, without its settings.</param>
/// <param name="Load">Load averages while it was measured.</param>
internal sealed record HarnessFigures(string Name, long ImageSize, string Command, Samples Load)
{
    public List<OutsideSample> Plain { get; } = [];

    /// <summary>The product's own command outside; empty where that is the headless command.</summary>
    public List<OutsideSample> Same { get; } = [];

    public List<SandboxSample> Sandbox { get; } = [];

    public double OwnRatio => Of(Sandbox, sample => sample.Process).Median / Of(Plain, sample => sample.Process).Median;

    public double WholeRatio => Of(Sandbox, sample => sample.Whole).Median / Of(Plain, sample => sample.Whole).Median;

    public Samples OwnPairs => Pairs(Plain, sample => sample.Process, sample => sample.Process);

    public Samples WholePairs => Pairs(Plain, sample => sample.Whole, sample => sample.Whole);

    /// <summary>What the product adds to a task, in milliseconds.</summary>
    public double Difference => Of(Sandbox, sample => sample.Whole).Median - Of(Plain, sample => sample.Whole).Median;

    public static Samples Of<T>(IEnumerable<T> samples, Func<T, TimeSpan> time) => new(samples.Select(sample => time(sample).TotalMilliseconds));

    /// <summary>How often as long the sandbox takes as something outside, pair by pair.</summary>
    private Samples Pairs(IEnumerable<OutsideSample> floor, Func<OutsideSample, TimeSpan> low, Func<SandboxSample, TimeSpan> high) =>
        new(floor.Zip(Sandbox, (outside, inside) => high(inside) / low(outside)));
}
