using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Policies.Accounts;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Traces;
using SlackAgents.Playground.Slack.Members;
using SlackAgents.Testing.Data;

namespace SlackAgents.EndToEndTests.Viewer;

/// <summary>Puts runs and their traces into the store of a product that runs, by its own services.</summary>
internal sealed class SeededRuns(IServiceProvider services)
{
    public const string Channel = "C0RUNS0001";

    private const int Batch = 2_000;

    public static PersonId Alice { get; } = new("T0ACME0001", WorkspaceSeeds.Alice);

    /// <summary>A run that ended well.</summary>
    public Task<SeededRun> AddAsync(IEnumerable<TraceEvent> events, string title = "Fix the flaky login test") =>
        AddAsync(events, run => run with { State = RunState.Finished, Title = title });

    public async Task<SeededRun> AddAsync(IEnumerable<TraceEvent> events, Func<Run, Run> with)
    {
        var begun = TimeProvider.System.GetUtcNow().AddMinutes(-12);
        var run = with(Some.Run() with
        {
            State = RunState.Finished,
            Requester = new Requester(Alice, "Alice Anders"),
            Channel = Channel,
            CardTs = Some.Ts(),
            Repository = RepositoryName.Parse("acme/widgets"),
            Base = "main",
            BaseSha = Some.Sha(),
            Model = "claude-sonnet-4-5",
            Usage = new RunUsage(12_345, 67_890, 1_234, 0.4321m, 7),
            CreatedAt = begun,
            StateSince = begun.AddMinutes(7),
        });
        var turn = Some.Turn(run.Id) with { State = run.AtRest ? TurnState.Ended : TurnState.Active, CreatedAt = begun };
        await services.GetRequiredService<IRunStore>().AddAsync($"seed/{run.Id}", new RunChange(run, [turn], []), CancellationToken.None);
        var traces = services.GetRequiredService<ITraceStore>();
        var number = 0;
        foreach (var some in events.Chunk(Batch))
        {
            await traces.AppendAsync(run.Id, [.. some.Select(what => new TraceEntry(1, begun.AddMilliseconds(25 * number++), what))], cursor: null, CancellationToken.None);
        }

        return new SeededRun(run.Id, services.GetRequiredService<TraceLinks>().Create(run.Id, run.LinkGeneration));
    }

    /// <summary>Writes events as a run that works writes them; whoever watches hears of them.</summary>
    public Task WriteAsync(SeededRun run, params IReadOnlyList<TraceEvent> events) =>
        services.GetRequiredService<TraceWriter>().WriteAsync(run.Id, [.. events.Select(what => new TraceEntry(1, TimeProvider.System.GetUtcNow(), what))], cursor: null, CancellationToken.None);

    /// <summary>Changes what is known of a run.</summary>
    public Task ChangeAsync(SeededRun run, Func<Run, Run> change) =>
        services.GetRequiredService<IRunStore>().ChangeAsync(run.Id, (now, _) => new RunChange(change(now), [], []), CancellationToken.None);

    /// <summary>A link that signs Alice in to the list of runs, once.</summary>
    public Task<Uri> ListLinkAsync() => services.GetRequiredService<RunsLinks>().CreateAsync(new Requester(Alice, "Alice Anders"), CancellationToken.None);

    /// <summary>Texts that can be told apart.</summary>
    public static IReadOnlyList<TraceEvent> Texts(int first, int count) =>
        [.. Enumerable.Range(first, count).Select(number => new TextEvent(string.Create(CultureInfo.InvariantCulture, $"Text number {number}.")))];
}
