using System.Collections.Concurrent;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Runs;

namespace SlackAgents.Core.Intake.Home;

/// <summary>Addresses of threads, asked once each: they do not change (docs.slack.dev/reference/methods/chat.getPermalink).</summary>
internal sealed class ThreadPlaces(IReplyChannel slack)
{
    private const int MaxKnown = 2_000;

    private readonly ConcurrentDictionary<ThreadAddress, Uri> _known = new();

    /// <summary>The places that are known or that Slack tells; a run whose place it does not tell is left out.</summary>
    public async Task<IReadOnlyDictionary<RunId, Uri>> FindAsync(IEnumerable<Run> runs, CancellationToken cancellationToken)
    {
        var found = await Task.WhenAll(runs.Select(async run => (run.Id, Place: await FindAsync(run, cancellationToken))));
        return found.Where(pair => pair.Place is not null).ToDictionary(pair => pair.Id, pair => pair.Place!);
    }

    private async Task<Uri?> FindAsync(Run run, CancellationToken cancellationToken)
    {
        if ((run.CardTs ?? run.ThreadTs) is not { } ts)
        {
            return null;
        }

        var address = new ThreadAddress(run.Channel, ts);
        if (_known.TryGetValue(address, out var known))
        {
            return known;
        }

        try
        {
            var place = await slack.GetPermalinkAsync(run.Channel, ts, cancellationToken);
            if (place is not null)
            {
                if (_known.Count >= MaxKnown)
                {
                    _known.Clear();
                }

                _known[address] = place;
            }

            return place;
        }
        catch (ReplyException)
        {
            return null; // the page is worth more without this link than not at all
        }
    }
}
