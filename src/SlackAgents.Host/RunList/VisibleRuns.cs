using System.Collections.Concurrent;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Runs;
using SlackAgents.Host.SignIn;

namespace SlackAgents.Host.RunList;

/// <summary>
/// Which runs a person may be shown. The answer is the same for all of somebody's runs of one channel about one repository,
/// so it is asked once for them; where nobody can say, the run is left out.
/// </summary>
internal sealed class VisibleRuns(RunVisibility visibility, TimeProvider time)
{
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(30);
    private const int MaxRemembered = 20_000;

    private readonly ConcurrentDictionary<Key, (bool Visible, DateTimeOffset Until)> _remembered = new();

    public VisibleRunsLook Look(PersonId viewer) => new(this, viewer);

    /// <summary>What is known without asking anybody.</summary>
    public bool? Known(Key key) => _remembered.TryGetValue(key, out var known) && known.Until > time.GetUtcNow() ? known.Visible : null;

    /// <summary>Null when nobody can say.</summary>
    public async Task<bool?> AskAsync(Key key, Run run, CancellationToken cancellationToken)
    {
        try
        {
            var decision = await visibility.DecideAsync(key.Viewer, run, hasLink: false, cancellationToken);
            if (_remembered.Count >= MaxRemembered)
            {
                _remembered.Clear();
            }

            _remembered[key] = (decision.Allowed, time.GetUtcNow() + Memory);
            return decision.Allowed;
        }
        catch (ReplyException)
        {
            return null;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    /// <param name="IsOwn">The viewer asked for it.</param>
    internal sealed record Key(PersonId Viewer, string Channel, bool IsOwn, RepositoryName Repository);
}
