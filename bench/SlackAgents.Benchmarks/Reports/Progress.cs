namespace SlackAgents.Benchmarks.Reports;

/// <summary>Tells whoever waits what a bench is at.</summary>
internal sealed class Progress(string bench, TextWriter writer)
{
    public void Say(string text) => writer.WriteLine($"bench {bench}: {text}");
}
