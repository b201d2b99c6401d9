using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;
using SlackAgents.Core.Documents;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Reasons;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Traces;
using SlackAgents.Host.Telemetry;
using SlackAgents.Testing.Data;
using SlackAgents.Testing.Time;
using SlackAgents.Tests.Host;
using SlackAgents.Tests.Slack.Fakes;

namespace SlackAgents.Tests.Telemetry;

/// <summary>The real telemetry on a trace in memory, with a collector that really listens.</summary>
internal sealed class TelemetryBench : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2030, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly Mock<IRunStore> _store = new();
    private readonly List<Turn> _turns = [];
    private readonly MemoryDocuments _documents = new();
    private readonly Dictionary<string, string?> _settings;
    private ServiceProvider? _host;

    private TelemetryBench(LoopbackCollector collector, TelemetryProtocol protocol, bool content)
    {
        Collector = collector;
        _settings = new(StringComparer.Ordinal)
        {
            ["Telemetry:OtlpEndpoint"] = collector.Address,
            ["Telemetry:Protocol"] = protocol.ToString(),
            ["Telemetry:Headers:x-key"] = "a-key-of-the-collector",
            ["Telemetry:CaptureContent"] = content ? "true" : "false",
        };
        _store.Setup(store => store.GetAsync(Run.Id, It.IsAny<CancellationToken>())).ReturnsAsync(() => Run);
        _store.Setup(store => store.GetTurnsAsync(Run.Id, It.IsAny<CancellationToken>())).ReturnsAsync(() => [.. _turns]);
        _store.Setup(store => store.ListRecentAsync(null, It.IsAny<int>(), It.IsAny<CancellationToken>())).ReturnsAsync(() => [Run]);
    }

    public LoopbackCollector Collector { get; }

    public ManualTimeProvider Time { get; } = new(Start);

    public ListTraceStore Traces { get; } = new();

    public Run Run { get; private set; } = Some.Run() with { State = RunState.Running, CreatedAt = Start.AddMinutes(-2), Harness = "claude", Model = "claude-sonnet-4-5" };

    public TelemetryStatus Status => _host!.GetRequiredService<TelemetryStatus>();

    public RunSpans Spans => _host!.GetRequiredService<RunSpans>();

    public IReadOnlyList<Turn> Turns => _turns;

    public static async Task<TelemetryBench> OpenAsync(CancellationToken cancellationToken, TelemetryProtocol protocol = TelemetryProtocol.HttpProtobuf, bool content = false)
    {
        var bench = new TelemetryBench(await LoopbackCollector.StartAsync(protocol is TelemetryProtocol.Grpc, cancellationToken), protocol, content);
        await bench.StartHostAsync(cancellationToken);
        return bench;
    }

    public async Task StartHostAsync(CancellationToken cancellationToken)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(_settings).Build();
        var registry = new SecretRegistry(TimeProvider.System);
        registry.Add("a-secret-that-was-leaked");
        var redactor = new SecretRedactor(registry, text => text);
        _host = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(Time)
            .AddSingleton(_store.Object)
            .AddSingleton<ITraceStore>(Traces)
            .AddSingleton<IDocumentStore>(_documents)
            .AddSingleton(redactor)
            .AddSingleton(new InstanceId("bench"))
            .AddSingleton<RunSignals>()
            .AddSingleton(new TraceWriter(Traces, new TraceHub(), redactor.Redact, Time, NullLogger<TraceWriter>.Instance))
            .AddSingleton<IHostedService>(provider => provider.GetRequiredService<TraceWriter>())
            .AddTelemetry(configuration)
            .BuildServiceProvider();
        foreach (var service in _host.GetServices<IHostedService>())
        {
            await service.StartAsync(cancellationToken);
        }

        // It has looked around, and waits.
        await Eventually.IsTrueAsync(() => Time.ArmedTimers > 0);
    }

    public async Task StopHostAsync()
    {
        foreach (var service in _host!.GetServices<IHostedService>().Reverse())
        {
            await service.StopAsync(CancellationToken.None);
        }

        await _host!.DisposeAsync();
    }

    /// <summary>A turn that has ended with these records.</summary>
    public void AddTurn(int number, ReasonCode reason, params (int Seconds, TraceEvent Event)[] records)
    {
        foreach (var (seconds, what) in records)
        {
            Traces.Add(new TraceRecord(Run.Id, 0, number, Start.AddSeconds(seconds), what, null));
        }

        _turns.Add(Some.Turn(Run.Id) with { Number = number, State = TurnState.Ended, Prompt = $"Fix it {number}", StartedAt = Start, EndedAt = Start.AddSeconds(100 * number), Reason = reason });
        Run = Run with { Turn = number };
    }

    /// <summary>The product says that the run has come to rest.</summary>
    public void Tell()
    {
        Run = Run with { State = RunState.Finished };
        _host!.GetRequiredService<RunSignals>().Changed(Run);
    }

    public async ValueTask DisposeAsync()
    {
        await StopHostAsync();
        await Collector.DisposeAsync();
    }
}
