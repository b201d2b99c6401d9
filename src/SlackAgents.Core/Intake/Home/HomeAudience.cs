using SlackAgents.Core.Ids;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Publishing;

namespace SlackAgents.Core.Intake.Home;

/// <summary>
/// Who looks at their Home tab, and whose no longer shows the truth. Slack does not tell when somebody looks away, so
/// an opening counts for a while. Kept in memory alone: the next opening draws it anew in any case.
/// </summary>
internal sealed class HomeAudience(TimeProvider time)
{
    public const int MaxPeople = 200;
    public static readonly TimeSpan Interest = TimeSpan.FromMinutes(30);
    public static readonly TimeSpan Pace = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly Dictionary<PersonId, Viewer> _viewers = [];

    /// <summary>Somebody looks, and sees what is true now.</summary>
    public void Opened(PersonId person)
    {
        var now = time.GetUtcNow();
        lock (_gate)
        {
            if (_viewers.Count >= MaxPeople && !_viewers.ContainsKey(person))
            {
                _viewers.Remove(_viewers.MinBy(pair => pair.Value.OpenedAt).Key);
            }

            _viewers[person] = new Viewer(now);
        }
    }

    /// <summary>A run changed; only what the Home tab shows of it counts.</summary>
    public void Changed(Run run)
    {
        lock (_gate)
        {
            if (_viewers.TryGetValue(run.Requester.Person, out var viewer) && viewer.Sees(run))
            {
                viewer.IsStale = true;
            }
        }
    }

    /// <summary>Something else on the person's page changed.</summary>
    public void Touch(PersonId person)
    {
        lock (_gate)
        {
            if (_viewers.TryGetValue(person, out var viewer))
            {
                viewer.IsStale = true;
            }
        }
    }

    /// <summary>Whose page is to be drawn now; each at most once per <see cref="Pace"/>.</summary>
    public IReadOnlyList<PersonId> TakeDue()
    {
        var now = time.GetUtcNow();
        lock (_gate)
        {
            foreach (var (person, viewer) in _viewers)
            {
                if (now - viewer.OpenedAt > Interest)
                {
                    _viewers.Remove(person);
                }
            }

            var due = _viewers.Where(pair => pair.Value.IsStale && now - pair.Value.DrawnAt >= Pace).ToList();
            foreach (var (_, viewer) in due)
            {
                viewer.IsStale = false;
                viewer.DrawnAt = now;
            }

            return [.. due.Select(pair => pair.Key)];
        }
    }

    private sealed class Viewer(DateTimeOffset openedAt)
    {
        private const int MaxRuns = 100;
        private readonly Dictionary<RunId, (RunState, int?, int?, PullRequestState?)> _seen = [];

        public DateTimeOffset OpenedAt { get; } = openedAt;

        public DateTimeOffset DrawnAt { get; set; } = openedAt;

        public bool IsStale { get; set; }

        public bool Sees(Run run)
        {
            var shown = (run.State, run.ToolUse?.Open?.Number, run.PullRequestNumber, run.PullRequestState);
            if (_seen.TryGetValue(run.Id, out var before) && before == shown)
            {
                return false;
            }

            if (_seen.Count >= MaxRuns)
            {
                _seen.Clear();
            }

            _seen[run.Id] = shown;
            return true;
        }
    }
}
