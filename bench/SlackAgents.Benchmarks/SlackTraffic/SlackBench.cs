using System.Globalization;
using SlackAgents.Benchmarks.Reports;
using SlackAgents.Testing.Soak;

namespace SlackAgents.Benchmarks.SlackTraffic;

/// <summary>What Slack sees of the product under load, and how soon people see what agents do.</summary>
internal sealed class SlackBench : IBench
{
    private const int Requests = 1000;
    private const int Seed = 20_261_120;
    private const int EditsPerMinute = 50;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan SettleLimit = TimeSpan.FromMinutes(5);
    private static readonly int[] Live = [1, 20, 100];

    public string Name => "slack";

    public string Title => "Slack under load";

    public async Task<string> RunAsync(Progress progress, CancellationToken cancellationToken)
    {
        var soak = await SoakAsync(progress, cancellationToken);
        var table = new Table("live runs", "step → its card shows it", "p99", "end → message", "p99", "posts per run", "edits per run", "answered with 429", "floor of an edit");
        foreach (var count in Live)
        {
            progress.Say($"{count} live runs");
            var sample = await new LiveRuns(count).RunAsync(cancellationToken);
            table.Row(
                Number(count), Seconds(sample.Steps), Seconds(sample.Steps, 0.99), Seconds(sample.Ends), Seconds(sample.Ends, 0.99),
                Number(sample.PerRun.Posts), Number(sample.PerRun.Edits), Number(sample.Breaches), $"{Number(Math.Max(3, 60.0 * count / EditsPerMinute))} s");
        }

        return $"""
            The product as its host composes it, over Socket Mode, in one process with the workspace; sandboxes, gateway and code host are scripted, so
            what is measured is the way between Slack and the runs. The workspace enforces Slack's limits: {EditsPerMinute} edits a minute (tier 3, shared by
            all runs), about one post a second and channel, 300 posts a minute.

            {soak}
            Live agents report a step every two seconds for a minute in eight channels, and then end one after the other, a second apart. The floor of an
            edit is the pause that Slack's tier leaves between two edits of the same card when all cards take turns.

            {table}
            """;
    }

    private static async Task<string> SoakAsync(Progress progress, CancellationToken cancellationToken)
    {
        progress.Say($"{Requests} requests while everything breaks");
        await using var host = await SoakHost.StartAsync(SlackSoak.Workspace, new Dictionary<string, string>(StringComparer.Ordinal) { ["Runs:MaxQueued"] = "1000" }, cancellationToken);
        var soak = new SlackSoak(host.Slack, Seed);
        await soak.RunAsync(Requests, Interval, cancellationToken);
        await soak.SettleAsync(SettleLimit, cancellationToken);
        var tally = soak.Tally;
        var times = new Samples(soak.Requests.Where(request => request.Receipt is { Acknowledged: true }).Select(request => request.Receipt!.Elapsed.TotalMilliseconds));
        var perRun = SlackCalls.PerRun(host.Slack, tally.Runs);
        return $"""
            {Requests} requests (commands and mentions; every tenth a task, every tenth by somebody who may not), {1 / Interval.TotalSeconds:0} a second, while sockets break
            without a word or are told to go, events come two and three times, posts are answered with 429 and answers get lost (seed {Seed}):

            {new Table("accepted", "not answered", "answered twice", "runs", "sockets opened", "acknowledgement p50", "p99", "posts per run", "edits per run", "answered with 429 for speed")
                .Row(Number(tally.Accepted), Number(tally.Unanswered.Count), Number(tally.Doubled.Count), Number(tally.Runs), Number(host.Slack.ConnectionsEver),
                    times.Show(0.5, "0.0") + " ms", times.Show(0.99, "0.0") + " ms", Number(perRun.Posts), Number(perRun.Edits), Number(host.Slack.RateBreaches.Count))}
            """;
    }

    private static string Seconds(Samples samples) => samples.Count == 0 ? "never shown" : new Samples(samples.Values.Select(value => value / 1000)).Show("0.0") + " s";

    private static string Seconds(Samples samples, double share) => samples.Count == 0 ? "–" : new Samples(samples.Values.Select(value => value / 1000)).Show(share, "0.0") + " s";

    private static string Number(double number) => number.ToString("0.#", CultureInfo.InvariantCulture);
}
