using SlackAgents.Core.Traces;

namespace SlackAgents.Core.Runs.Live;

/// <summary>How the model providers answered lately, as the gateway saw it. Of this process alone: after a restart it begins empty.</summary>
internal sealed class ModelPulse(TimeProvider time)
{
    /// <summary>What is older does not count.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    /// <summary>Calls of one provider that are remembered; with more of them the window is shorter.</summary>
    private const int MaxCalls = 2_000;

    private const int MaxProviders = 50;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Queue<Call>> _calls = new(StringComparer.Ordinal); // under _gate

    public void Observe(ModelCallEvent call)
    {
        lock (_gate)
        {
            if (!_calls.TryGetValue(call.Provider, out var calls))
            {
                if (_calls.Count >= MaxProviders)
                {
                    return;
                }

                _calls.Add(call.Provider, calls = new Queue<Call>());
            }

            calls.Enqueue(new Call(time.GetUtcNow(), call.Status, call.Status >= 400 || call.Cut == true, call.Milliseconds));
            Forget(calls);
        }
    }

    /// <summary>Each provider that was called lately, by name.</summary>
    public IReadOnlyList<ProviderPulse> Read()
    {
        lock (_gate)
        {
            foreach (var calls in _calls.Values)
            {
                Forget(calls);
            }

            return [.. _calls.Where(pair => pair.Value.Count > 0).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => PulseOf(pair.Key, pair.Value))];
        }
    }

    private void Forget(Queue<Call> calls)
    {
        var oldest = time.GetUtcNow() - Window;
        while (calls.Count > MaxCalls || (calls.TryPeek(out var first) && first.At < oldest))
        {
            calls.Dequeue();
        }
    }

    private static ProviderPulse PulseOf(string provider, Queue<Call> calls)
    {
        var failures = calls.Where(call => call.Failed).ToList();
        return new ProviderPulse(
            provider,
            calls.Count,
            failures.Count,
            calls.Average(call => call.Milliseconds),
            failures.Count == 0 ? null : failures[^1].Status,
            failures.Count == 0 ? null : failures[^1].At,
            calls.Last().Failed);
    }

    private readonly record struct Call(DateTimeOffset At, int Status, bool Failed, double Milliseconds);
}
