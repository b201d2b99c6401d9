using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Runs;

namespace SlackAgents.Core.Intake.Home;

/// <summary>Draws the Home tabs of those who look at them again when their runs change: one after the other, with no claim to be quick.</summary>
internal sealed partial class HomeRefresher : BackgroundService
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    private readonly HomeAudience _audience;
    private readonly HomePublisher _publisher;
    private readonly RunSignals _signals;
    private readonly TimeProvider _time;
    private readonly ILogger<HomeRefresher> _logger;

    public HomeRefresher(HomeAudience audience, HomePublisher publisher, RunSignals signals, TimeProvider time, ILogger<HomeRefresher> logger)
    {
        _audience = audience;
        _publisher = publisher;
        _signals = signals;
        _time = time;
        _logger = logger;
        signals.RunChanged += audience.Changed;
    }

    public override void Dispose()
    {
        _signals.RunChanged -= _audience.Changed;
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Tick, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                foreach (var person in _audience.TakeDue())
                {
                    await RefreshAsync(person, stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Shutdown; the next opening draws it anew.
        }
    }

    private async Task RefreshAsync(PersonId person, CancellationToken cancellationToken)
    {
        try
        {
            await _publisher.PublishAsync(person, cancellationToken);
        }
        catch (ReplyException exception) when (exception.Failure is ReplyFailure.Transient)
        {
            Log.NotRefreshed(_logger, person, exception.Code);
            _audience.Touch(person);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // A picture that is a little old: it must not take the host with it.
            Log.Failed(_logger, exception, person);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1050, Level = LogLevel.Debug, Message = "The Home tab of {Person} was not drawn again: {Code}")]
        public static partial void NotRefreshed(ILogger logger, PersonId person, string code);

        [LoggerMessage(EventId = 1051, Level = LogLevel.Warning, Message = "The Home tab of {Person} could not be drawn again")]
        public static partial void Failed(ILogger logger, Exception exception, PersonId person);
    }
}
