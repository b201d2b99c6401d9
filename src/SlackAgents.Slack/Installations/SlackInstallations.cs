using System.Collections.Concurrent;
using SlackAgents.Core.Documents;
using SlackAgents.Core.Policies;

namespace SlackAgents.Slack.Installations;

/// <summary>
/// The workspaces that installed the app by OAuth, with their tokens. One host works on a database, so what it read once
/// is right until it changes it itself.
/// </summary>
internal sealed class SlackInstallations(IDocumentStore store, TokenSeal seal, SecretRegistry secrets, TimeProvider time) : IDisposable
{
    public const int MostWorkspaces = 1_000;

    private readonly DocumentBook<Installation> _book = new(store, "slack-installations", InstallationJson.Default.Installation, time);
    private readonly SemaphoreSlim _gate = new(1);
    private readonly ConcurrentDictionary<string, bool> _ended = new(StringComparer.Ordinal);

    // Made once under the gate, then changed in place.
    private volatile ConcurrentDictionary<string, (Installation Installation, string? Token)>? _held;

    /// <summary>Reads everything, so that a key that does not fit is found at the start.</summary>
    /// <exception cref="TokenSealException">A token cannot be opened.</exception>
    public Task OpenAsync(CancellationToken cancellationToken) => HeldAsync(cancellationToken).AsTask();

    /// <summary>Those that ended are among them.</summary>
    public async ValueTask<IReadOnlyList<Installation>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await HeldAsync(cancellationToken)).Values.Select(held => held.Installation).OrderBy(one => one.Team, StringComparer.Ordinal)];

    public async ValueTask<bool> AnyAsync(CancellationToken cancellationToken) => !(await HeldAsync(cancellationToken)).IsEmpty;

    /// <summary>The token of a workspace; null when it has none here, or no more.</summary>
    public async ValueTask<string?> FindTokenAsync(string team, CancellationToken cancellationToken) =>
        (await HeldAsync(cancellationToken)).TryGetValue(team, out var held) ? held.Token : null;

    /// <summary>The app was taken out of this workspace, and did not come back.</summary>
    public async ValueTask<bool> HasEndedAsync(string team, CancellationToken cancellationToken) =>
        (await HeldAsync(cancellationToken)).TryGetValue(team, out var held) ? held.Token is null : _ended.ContainsKey(team);

    /// <summary>Keeps an installation, instead of the workspace's former one.</summary>
    /// <returns>Whether there was room.</returns>
    public async Task<bool> PutAsync(Installation installation, string token, CancellationToken cancellationToken)
    {
        var held = await HeldAsync(cancellationToken);
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (held.Count >= MostWorkspaces && !held.ContainsKey(installation.Team))
            {
                return false;
            }

            var kept = installation with { Token = seal.Seal(installation.Team, token), EndedAt = null };
            await _book.PutAsync(kept.Team, kept, cancellationToken);
            secrets.Add(token);
            held[kept.Team] = (kept, token);
            _ended.TryRemove(kept.Team, out _);
            return true;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Forgets the token. An end that is older than the installation was that of a former one.</summary>
    /// <param name="at">When Slack says it ended; Slack counts in whole seconds.</param>
    /// <returns>Whether the workspace is without the app now.</returns>
    public async Task<bool> EndAsync(string team, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var held = await HeldAsync(cancellationToken);
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (!held.TryGetValue(team, out var known))
            {
                // The workspace of the configured token: Slack refuses that token from now on, also after a restart.
                _ended.TryAdd(team, value: true);
                return true;
            }

            if (known.Installation.InstalledAt.ToUnixTimeSeconds() > at.ToUnixTimeSeconds())
            {
                return false;
            }

            var ended = known.Installation with { Token = null, EndedAt = known.Installation.EndedAt ?? at };
            await _book.PutAsync(team, ended, cancellationToken);
            held[team] = (ended, null);
            return true;
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();

    private async ValueTask<ConcurrentDictionary<string, (Installation Installation, string? Token)>> HeldAsync(CancellationToken cancellationToken) =>
        _held ?? await ReadAsync(cancellationToken);

    private async Task<ConcurrentDictionary<string, (Installation Installation, string? Token)>> ReadAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_held is { } known)
            {
                return known;
            }

            var held = new ConcurrentDictionary<string, (Installation Installation, string? Token)>(StringComparer.Ordinal);
            foreach (var (team, installation) in await _book.ListAsync(string.Empty, MostWorkspaces, cancellationToken))
            {
                var token = installation.Token is { } sealedToken ? seal.Open(team, sealedToken) : null;
                secrets.Add(token);
                held[team] = (installation, token);
            }

            return _held = held;
        }
        finally
        {
            _gate.Release();
        }
    }
}
