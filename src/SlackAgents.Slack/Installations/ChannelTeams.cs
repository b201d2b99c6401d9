using System.Collections.Concurrent;
using System.Text.Json;
using SlackAgents.Core.Documents;
using SlackAgents.Slack.Directory;
using SlackAgents.Slack.Intake;

namespace SlackAgents.Slack.Installations;

/// <summary>
/// Remembers which workspace a channel, or a person's direct messages, belong to, as payloads from there come in: who
/// answers knows the channel alone. With one workspace there is nothing to remember.
/// </summary>
internal sealed class ChannelTeams(IDocumentStore store, SlackInstallations installations, TimeProvider time)
{
    private const int MostCached = 10_000;

    private readonly DocumentBook<TeamOfPlace> _book = new(store, "slack-channel-teams", InstallationJson.Default.TeamOfPlace, time);

    // Empty: asked for, and not known.
    private readonly ConcurrentDictionary<string, string> _cache = new(StringComparer.Ordinal);

    /// <summary>Has to be on the disk before the payload is: else it would be answered with another workspace's token.</summary>
    public async Task RecordAsync(JsonElement payload, CancellationToken cancellationToken)
    {
        if (PayloadTeam.Of(payload) is not { } team || !await installations.AnyAsync(cancellationToken))
        {
            return;
        }

        foreach (var place in Places(payload, team).Where(place => place is { Length: > 0 and <= 64 }).Distinct(StringComparer.Ordinal))
        {
            if (_cache.GetValueOrDefault(place!) != team)
            {
                await RecordAsync(place!, team, cancellationToken);
            }
        }
    }

    /// <returns>Null when nothing has come in from there since there is more than one workspace.</returns>
    public async ValueTask<string?> FindAsync(string place, CancellationToken cancellationToken)
    {
        if (!await installations.AnyAsync(cancellationToken))
        {
            return null;
        }

        if (!_cache.TryGetValue(place, out var team))
        {
            team = (await _book.GetAsync(place, cancellationToken))?.Team ?? string.Empty;
            Cache(place, team);
        }

        return team.Length == 0 ? null : team;
    }

    public async Task RecordAsync(string place, string team, CancellationToken cancellationToken)
    {
        var known = (await _book.GetAsync(place, cancellationToken))?.Team;
        // A shared channel is heard of in each of its workspaces: the first that is still there keeps it.
        if (known is null || (known != team && await installations.HasEndedAsync(known, cancellationToken)))
        {
            await _book.PutAsync(place, new TeamOfPlace(team), cancellationToken);
            known = team;
        }

        Cache(place, known);
    }

    private void Cache(string place, string team)
    {
        if (_cache.Count >= MostCached)
        {
            _cache.Clear();
        }

        _cache[place] = team;
    }

    private static IEnumerable<string?> Places(JsonElement payload, string team)
    {
        var inner = payload.Nested("event");
        yield return payload.Text("channel_id");
        yield return payload.Nested("channel").Text("id");
        yield return payload.Nested("container").Text("channel_id");
        yield return inner.Text("channel");
        yield return inner.Nested("item").Text("channel");
        foreach (var person in People(payload, inner).Where(person => person.User is not null && PersonAddress.Is(person.User) && (person.Team ?? team) == team))
        {
            yield return person.User;
        }
    }

    /// <summary>Only a person's own workspace has their direct messages.</summary>
    private static IEnumerable<(string? User, string? Team)> People(JsonElement payload, JsonElement inner)
    {
        yield return (payload.Text("user_id"), payload.Text("team_id"));
        yield return (payload.Nested("user").Text("id"), payload.Nested("user").Text("team_id"));
        yield return (inner.Text("user"), inner.Text("user_team") ?? inner.Text("source_team") ?? inner.Text("team"));
    }
}
