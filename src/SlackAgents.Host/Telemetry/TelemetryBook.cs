using SlackAgents.Core.Documents;
using SlackAgents.Core.Ids;

namespace SlackAgents.Host.Telemetry;

/// <summary>Remembers over restarts what was sent, and since when anything is to be sent at all.</summary>
internal sealed class TelemetryBook(IDocumentStore documents, TimeProvider time)
{
    private const string SinceKey = "since";

    /// <summary>Turns older than this are not sent any more, so what was sent need not be remembered longer.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromDays(7);

    private readonly DocumentBook<SentTurns> _sent = new(documents, "telemetry-turns", TelemetryJsonContext.Default.SentTurns, time, Window * 3);
    private readonly DocumentBook<TelemetryStart> _start = new(documents, "telemetry", TelemetryJsonContext.Default.TelemetryStart, time);

    private TelemetryStart? _began;

    /// <summary>Turns that ended before are not sent: who turns telemetry on does not want the whole past.</summary>
    public async Task<DateTimeOffset> SinceAsync(CancellationToken cancellationToken)
    {
        _began ??= await _start.ChangeAsync(SinceKey, known => known ?? new TelemetryStart(time.GetUtcNow()), cancellationToken);
        var window = time.GetUtcNow() - Window;
        return _began!.At > window ? _began.At : window;
    }

    public async Task<SentTurns> SentAsync(RunId run, CancellationToken cancellationToken) => await _sent.GetAsync(run.Value, cancellationToken) ?? SentTurns.None;

    public Task MarkAsync(RunId run, int turn, CancellationToken cancellationToken) =>
        _sent.ChangeAsync(run.Value, sent => new SentTurns([.. (sent ?? SentTurns.None).Turns, turn]), cancellationToken);
}

/// <param name="At">When telemetry was turned on first.</param>
internal sealed record TelemetryStart(DateTimeOffset At);
