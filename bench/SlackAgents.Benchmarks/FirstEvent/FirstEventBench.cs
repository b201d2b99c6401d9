using System.Globalization;
using SlackAgents.Benchmarks.Reports;
using SlackAgents.Benchmarks.Stage;
using SlackAgents.Core.Ids;
using SlackAgents.Host.Tryout;
using SlackAgents.Testing;

namespace SlackAgents.Benchmarks.FirstEvent;

/// <summary>How long it takes from the acknowledgement to the first sign of the agent, against what it takes at the least.</summary>
internal sealed class FirstEventBench : IBench
{
    private const int Rounds = 12;
    private const double Goal = 1.5;
    private const string Prompt = "[[fake:talk]] say hello";

    public string Name => "first-event";

    public string Title => "From accepted to the agent's first event";

    public async Task<string> RunAsync(Progress progress, CancellationToken cancellationToken)
    {
        using var folder = new TempDirectory();
        await using var session = await TryoutSession.StartAsync(
            new TryoutRequest { Task = Prompt, Repository = RepositoryName.Parse("acme/widgets"), Overrides = [$"--DataDirectory={folder.Path}"] },
            progress.Say,
            cancellationToken);
        await using var engine = EngineStage.Open("bench-floor");
        var floor = new Floor(engine, session.Playground, folder.Combine("floor"));
        var product = new ProductRun(engine, session);
        List<FloorSample> floors = [];
        List<ProductSample> products = [];
        try
        {
            await session.Playground.Slack.WaitForConnectionsAsync(1, TimeSpan.FromMinutes(1), cancellationToken);
            progress.Say("warming up: image, mirror, code");
            for (var warm = 0; warm < 2; warm++)
            {
                await floor.RunAsync(Prompt, cancellationToken);
                await product.RunAsync(Prompt, cancellationToken);
            }

            for (var round = 1; round <= Rounds; round++)
            {
                floors.Add(await floor.RunAsync(Prompt, cancellationToken));
                products.Add(await product.RunAsync(Prompt, cancellationToken));
                progress.Say(string.Create(CultureInfo.InvariantCulture, $"round {round}: floor {floors[^1].Total.TotalMilliseconds:0} ms, product {products[^1].Total.TotalMilliseconds:0} ms"));
            }
        }
        finally
        {
            await engine.RemoveAllAsync(engine.Instance.Value, CancellationToken.None);
        }

        return Report(floors, products);
    }

    private static string Report(List<FloorSample> floors, List<ProductSample> products)
    {
        var floor = Of(floors.Select(sample => sample.Total));
        var product = Of(products.Select(sample => sample.Total));
        var ratio = product.Median / floor.Median;
        var pairs = new Samples(floors.Zip(products, (low, high) => high.Total / low.Total));
        var breakdown = new Table("part", "ms", "share of the median");
        for (var part = 0; part < products[0].Parts.Count; part++)
        {
            var times = Of(products.Select(sample => sample.Parts[part].Time));
            breakdown.Row(products[0].Parts[part].Part, times.Show(), (times.Median / product.Median).ToString("0 %", CultureInfo.InvariantCulture));
        }

        return string.Create(CultureInfo.InvariantCulture, $"""
            Image and mirror warm, the repository is the tryout's small one, one run at a time, n = {Rounds} after 2 rounds to warm up. Each round
            takes one floor sample and one product sample. The floor is the same container (same image, limits, mounts and seccomp profile)
            created and started by the raw Engine API, with nothing in it but the forwarder and the agent CLI with the product's own
            command line against the same scripted model. The product's time begins with the acknowledgement and ends when the first event
            of the agent's session has been read for the trace. Product and stand-ins share one process here, as in `tryout`.

            {new Table("", "ms", "p99")
                .Row("floor: create call", Of(floors.Select(sample => sample.Create)).Show(), "")
                .Row("floor: start call", Of(floors.Select(sample => sample.Start)).Show(), "")
                .Row("floor: cold start of the CLI to its first event", Of(floors.Select(sample => sample.Cli)).Show(), "")
                .Row("**floor**", floor.Show(), floor.Show(0.99))
                .Row("**product**", product.Show(), product.Show(0.99))}
            Ratio of the medians **{ratio:0.00}**, pair by pair {pairs.Show("0.00")}. Goal ≤ {Goal}: **{(ratio <= Goal ? "met" : "missed")}**.

            Where the product's time goes (times of the engine for what happens inside, of the trace for what happens outside):

            {breakdown}
            Preparing as a whole, in which the mirror is fetched beside the container's start: {Of(products.Select(sample => sample.Mirror)).Show()}.
            """);
    }

    private static Samples Of(IEnumerable<TimeSpan> times) => new(times.Select(time => time.TotalMilliseconds));
}
