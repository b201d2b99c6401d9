using System.Text;
using System.Text.Json;
using SlackAgents.Core.Documents;
using SlackAgents.Core.Repositories;
using SlackAgents.Core.Runs;

namespace SlackAgents.Host.Traces.Export;

/// <summary>
/// Agent Trace records by run and commit: each is made once, one at a time, and kept when it is small, so that it outlives
/// the commits' place on this host.
/// </summary>
internal sealed class AgentTraceShelf(AgentTraceExport export, IDocumentStore documents, TimeProvider time) : IDisposable
{
    private const string Collection = "agent-traces";
    private const int LongestKept = 512 * 1024;

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(365);

    // One at a time: it is git's work, and readers of a page must not take the host's time from the runs.
    private readonly SemaphoreSlim _making = new(1, 1);

    /// <summary>The record as JSON; null when nothing was pushed, or when the commits are not kept any more.</summary>
    /// <exception cref="RepositoryException">git failed.</exception>
    public async Task<byte[]?> GetAsync(Run run, CancellationToken cancellationToken)
    {
        if (run.PushedSha is not { } head)
        {
            return null;
        }

        var key = $"{run.Id}/{head}";
        if (await documents.GetAsync(Collection, key, cancellationToken) is { } kept)
        {
            return Encoding.UTF8.GetBytes(kept);
        }

        await _making.WaitAsync(cancellationToken);
        try
        {
            return await documents.GetAsync(Collection, key, cancellationToken) is { } known
                ? Encoding.UTF8.GetBytes(known)
                : await MakeAsync(run, head, key, cancellationToken);
        }
        finally
        {
            _making.Release();
        }
    }

    public void Dispose() => _making.Dispose();

    private async Task<byte[]?> MakeAsync(Run run, string head, string key, CancellationToken cancellationToken)
    {
        if (await export.MakeAsync(run, head, cancellationToken) is not { } record)
        {
            return null;
        }

        var json = JsonSerializer.Serialize(record, ExportJsonContext.Relaxed.AgentTraceRecord);
        if (json.Length <= LongestKept)
        {
            await documents.ChangeAsync(Collection, key, _ => json, time.GetUtcNow() + Lifetime, cancellationToken);
        }

        return Encoding.UTF8.GetBytes(json);
    }
}
