using System.Collections.Concurrent;
using SlackAgents.Playground.Slack;
using SlackAgents.Playground.Slack.Members;

namespace SlackAgents.Testing.Soak;

/// <summary>
/// People who ask without a pause while sockets break, events come twice, posts are answered with 429 and answers get lost. The seed fixes what
/// happens and in which order; when, depends on the machine.
/// </summary>
internal sealed class SlackSoak(SlackWorkspace slack, int seed)
{
    private const int Channels = 8;
    private static readonly string[] Questions = ["list", "help", "status"];
    private static readonly string[] Limited = ["chat.postMessage", "chat.update", "reactions.add", "chat.postEphemeral"];

    private static readonly TimeSpan Outage = TimeSpan.FromMinutes(1);

    private readonly Random _random = new(seed);
    private readonly ConcurrentQueue<SoakRequest> _requests = new();

    /// <summary>A workspace with enough channels for many runs: Slack takes about one post a second in each.</summary>
    public static SlackSettings Workspace { get; } = new()
    {
        Channels =
        [
            .. WorkspaceSeeds.Channels,
            .. Enumerable.Range(1, Channels).Select(number => new Channel($"C0SOAK000{number}", $"soak-{number}", ChannelKind.Public)
            {
                Members = [WorkspaceSeeds.Alice, WorkspaceSeeds.Bob, WorkspaceSeeds.Gina, WorkspaceSeeds.Agent],
            }),
        ],
    };

    public IReadOnlyList<SoakRequest> Requests => [.. _requests];

    public SoakTally Tally => new(slack, Requests);

    /// <summary>Asks this often, one after the other at a fixed rate; a slow answer does not hold up the next.</summary>
    public async Task RunAsync(int commands, TimeSpan interval, CancellationToken cancellationToken)
    {
        using var pace = new PeriodicTimer(interval);
        var open = new List<Task>();
        for (var number = 0; number < commands; number++)
        {
            await pace.WaitForNextTickAsync(cancellationToken);
            await DisturbAsync(number, cancellationToken);

            // Whoever sees that the app is not there waits a moment; what Slack cannot deliver is nobody's to answer.
            await slack.WaitForConnectionsAsync(1, Outage, cancellationToken);
            open.Add(AskAsync(number, cancellationToken));
        }

        await Task.WhenAll(open);
    }

    /// <summary>Waits until whoever was accepted has an answer.</summary>
    /// <exception cref="TimeoutException">Somebody has none; the message names them.</exception>
    public async Task SettleAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        slack.ClearFaults();
        slack.DeliverEachEventTimes = 1;
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        var began = TimeProvider.System.GetTimestamp();
        while (Tally.Unanswered is { Count: > 0 } unanswered)
        {
            if (TimeProvider.System.GetElapsedTime(began) > limit)
            {
                throw new TimeoutException($"After {limit.TotalSeconds:0} s without an answer: {string.Join(", ", unanswered.Take(20))}");
            }

            await pace.WaitForNextTickAsync(cancellationToken);
        }
    }

    private async Task DisturbAsync(int number, CancellationToken cancellationToken)
    {
        slack.DeliverEachEventTimes = _random.Next(3) == 0 ? 2 : 1;
        switch (_random.Next(200))
        {
            case 0:
                slack.DropConnections(onlyOldest: true);
                break;
            case 1:
                await slack.SendDisconnectAsync("refresh_requested", cancellationToken);
                break;
            case 3 when number % 4 == 0:
                slack.DropConnections();
                break;
            case > 2 and < 14:
                slack.FailNext(Limited[_random.Next(Limited.Length)], 429, "ratelimited", retryAfter: TimeSpan.FromSeconds(1));
                break;
            case < 19:
                slack.LoseAnswerOfNext("chat.postMessage");
                break;
            case < 26 when slack.EventDeliveries.Any(delivery => delivery.EventType == "app_mention"):
                await slack.RedeliverLastAsync(2, "app_mention", cancellationToken);
                break;
        }
    }

    private async Task AskAsync(int number, CancellationToken cancellationToken)
    {
        var (mark, channel, kind) = ($"soak{number:D4}", $"#soak-{1 + _random.Next(Channels)}", _random.Next(20));
        switch (kind)
        {
            case 0:
                var mention = slack.Post("alice", channel, $"@agent {mark} say how it is");
                _requests.Enqueue(new SoakRequest(mark, IsTask: true, null, mention.Ts));
                break;
            case 1:
                _requests.Enqueue(new SoakRequest(mark, IsTask: true, await CommandAsync("bob", channel, $"{mark} say how it is", cancellationToken), null));
                break;
            case 2 or 3:
                _requests.Enqueue(new SoakRequest(mark, IsTask: false, await CommandAsync("gina", channel, $"{mark} a guest asks", cancellationToken), null));
                break;
            default:
                _requests.Enqueue(new SoakRequest(mark, IsTask: false, await CommandAsync("alice", channel, Questions[kind % Questions.Length], cancellationToken), null));
                break;
        }
    }

    private Task<CommandReceipt> CommandAsync(string user, string channel, string text, CancellationToken cancellationToken) =>
        slack.SendCommandAsync(user, channel, "/agent " + text, cancellationToken);
}
