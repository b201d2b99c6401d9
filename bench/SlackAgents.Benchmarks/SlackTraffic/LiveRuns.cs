using System.Collections.Concurrent;
using System.Globalization;
using SlackAgents.Benchmarks.Reports;
using SlackAgents.Benchmarks.Stage;
using SlackAgents.Playground.Slack.Messages;
using SlackAgents.Testing.Fakes;
using SlackAgents.Testing.Payloads;
using SlackAgents.Testing.Soak;

namespace SlackAgents.Benchmarks.SlackTraffic;

/// <summary>A number of agents that work at the same time, and when people see what they do.</summary>
internal sealed class LiveRuns(int count)
{
    private const int Channels = 8;
    private static readonly TimeSpan StepEvery = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LiveTime = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan EndEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(6);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _steps = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, DateTimeOffset> _ends = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _go = new(StringComparer.Ordinal);

    public async Task<LiveSample> RunAsync(CancellationToken cancellationToken)
    {
        await using var host = await SoakHost.StartAsync(
            SlackSoak.Workspace,
            new Dictionary<string, string>(StringComparer.Ordinal) { ["Runs:MaxConcurrent"] = count.ToString(CultureInfo.InvariantCulture), ["Runs:MaxQueued"] = "1000" },
            cancellationToken);
        host.Engine.Agent = WorkAsync;
        var marks = Enumerable.Range(0, count).Select(number => string.Create(CultureInfo.InvariantCulture, $"live{number:D3}")).ToList();
        foreach (var (index, mark) in marks.Index())
        {
            _go[mark] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await host.Slack.SendCommandAsync("alice", $"#soak-{1 + index % Channels}", $"/agent {mark} keep busy", cancellationToken);
        }

        await Waiting.UntilAsync(() => Task.FromResult(marks.TrueForAll(mark => _steps.ContainsKey(mark + "-step1"))), $"{count} agents worked", Limit, cancellationToken);
        var began = host.Playground.Slack.State.Time.GetUtcNow();
        await Waiting.PauseAsync(LiveTime, cancellationToken);
        foreach (var mark in marks)
        {
            _go[mark].SetResult();
            await Waiting.PauseAsync(EndEvery, cancellationToken);
        }

        await Waiting.UntilAsync(() => Task.FromResult(Ends(host).Count() >= count), $"{count} runs had ended", Limit, cancellationToken);
        return Measure(host, marks, began);
    }

    private static IEnumerable<SlackMessage> Ends(SoakHost host) => host.Slack.AppMessages.Where(message => Key(message).EndsWith("/end", StringComparison.Ordinal));

    private static string Key(SlackMessage message) => MessageKeys.KeyOf(message) ?? string.Empty;

    /// <summary>When each wording of a message was first there.</summary>
    private static IEnumerable<(DateTimeOffset At, string Text)> Versions(SlackMessage message)
    {
        var from = message.PostedAt;
        foreach (var version in message.History)
        {
            yield return (from, version.Text + version.BlocksJson);
            from = version.ReplacedAt;
        }

        yield return (from, message.Text + message.BlocksJson);
    }

    private LiveSample Measure(SoakHost host, List<string> marks, DateTimeOffset began)
    {
        var (steps, ends) = (new Samples(), new Samples());
        var cards = host.Slack.AppMessages.Where(message => Key(message).EndsWith("/card", StringComparison.Ordinal)).ToList();
        var endOf = Ends(host).ToLookup(MessageKeys.RunOf, StringComparer.Ordinal);
        foreach (var card in cards)
        {
            var mark = marks.Find(candidate => Versions(card).Any(version => version.Text.Contains(candidate, StringComparison.Ordinal)))!;
            foreach (var end in endOf[MessageKeys.RunOf(card)])
            {
                ends.Add(end.PostedAt - _ends[mark]);
            }

            foreach (var (at, text) in Versions(card).Where(version => version.At >= began && version.At <= _ends[mark]))
            {
                // What the newest wording shows is as old as the newest step that it names.
                if (_steps.Where(step => step.Key.StartsWith(mark, StringComparison.Ordinal) && text.Contains(step.Key, StringComparison.Ordinal)).Select(step => step.Value).DefaultIfEmpty().Max() is var shown && shown != default)
                {
                    steps.Add(at - shown);
                }
            }
        }

        return new LiveSample(count, steps, ends, SlackCalls.PerRun(host.Slack, cards.Count), host.Slack.RateBreaches.Count);
    }

    private async Task<int> WorkAsync(FakeTurn turn)
    {
        var prompt = turn.Prompt;
        var mark = _go.Keys.First(candidate => prompt.Contains(candidate, StringComparison.Ordinal));
        turn.Begin();
        for (var step = 1; !_go[mark].Task.IsCompleted; step++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{mark}-step{step}");
            _steps[name] = TimeProvider.System.GetUtcNow();
            turn.Print($$$"""{"type":"assistant","message":{"id":"msg_{{{name}}}","role":"assistant","content":[{"type":"tool_use","id":"todo_{{{name}}}","name":"TodoWrite","input":{"todos":[{"content":"{{{name}}}","status":"in_progress","activeForm":"{{{name}}}"}]}}]},"session_id":"5e551017-0000-4000-8000-000000000001"}""");
            await Task.WhenAny(_go[mark].Task, Task.Delay(StepEvery, TimeProvider.System, turn.Killed));
        }

        _ends[mark] = TimeProvider.System.GetUtcNow();
        turn.Finish("Done.");
        await turn.ReadInputToEndAsync();
        return 0;
    }
}
