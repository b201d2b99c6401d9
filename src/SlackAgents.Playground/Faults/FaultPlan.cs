using System.IO.Enumeration;

namespace SlackAgents.Playground.Faults;

/// <summary>Failures and delays planned for the next matching requests. Patterns take <c>*</c> for anything.</summary>
internal sealed class FaultPlan(TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly List<Planned> _planned = [];
    private readonly Dictionary<string, TimeSpan> _delays = new(StringComparer.OrdinalIgnoreCase);

    public void Add(string pattern, Fault fault, int times)
    {
        lock (_lock)
        {
            _planned.Add(new Planned(pattern, fault) { Left = times });
        }
    }

    public void Delay(string pattern, TimeSpan delay)
    {
        lock (_lock)
        {
            _delays[pattern] = delay;
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _planned.Clear();
            _delays.Clear();
        }
    }

    /// <summary>Takes one planned failure for this request, if there is one left.</summary>
    public Fault? Take(string request)
    {
        lock (_lock)
        {
            var found = _planned.Find(planned => Matches(planned.Pattern, request));
            if (found is null)
            {
                return null;
            }

            if (--found.Left <= 0)
            {
                _planned.Remove(found);
            }

            return found.Fault;
        }
    }

    public Task WaitAsync(string request, CancellationToken cancellationToken)
    {
        TimeSpan delay;
        lock (_lock)
        {
            delay = _delays.Where(entry => Matches(entry.Key, request)).Select(entry => entry.Value).DefaultIfEmpty().Max();
        }

        return delay > TimeSpan.Zero ? Task.Delay(delay, time, cancellationToken) : Task.CompletedTask;
    }

    private static bool Matches(string pattern, string request) => FileSystemName.MatchesSimpleExpression(pattern, request);

    private sealed class Planned(string pattern, Fault fault)
    {
        public string Pattern { get; } = pattern;

        public Fault Fault { get; } = fault;

        public int Left { get; set; }
    }
}
