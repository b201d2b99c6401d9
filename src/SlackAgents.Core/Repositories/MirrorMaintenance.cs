using Microsoft.Extensions.Hosting;

namespace SlackAgents.Core.Repositories;

/// <summary>Repacks mirrors every few hours, so that git never decides to do it in the middle of a run.</summary>
internal sealed class MirrorMaintenance(RepositoryMirrors mirrors, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromHours(6);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await mirrors.MaintainAsync(stoppingToken);
        }
    }
}
