using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using SlackAgents.Core.Publishing.Authorship;
using SlackAgents.Core.Repositories;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Traces;
using SlackAgents.Host.Installing;

namespace SlackAgents.Host.Traces.Export;

/// <summary>Makes the Agent Trace record of what a run has pushed.</summary>
internal sealed class AgentTraceExport(Quarantines quarantines, BranchAuthors authors, ITraceStore traces, PublicAddress address)
{
    private const int LongestModel = 250;

    private static readonly string Version = typeof(AgentTraceExport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0";

    /// <summary>Null when the run's commits are not kept on this host.</summary>
    /// <param name="head">The commit that was pushed.</param>
    /// <exception cref="RepositoryException">git failed.</exception>
    public async Task<AgentTraceRecord?> MakeAsync(Run run, string head, CancellationToken cancellationToken)
    {
        var path = quarantines.PathOf(run.Id);
        if (run.BaseSha is not { } baseSha || !Directory.Exists(path))
        {
            return null;
        }

        var facts = await TurnFacts.ReadAsync(traces, run.Id, cancellationToken);
        var authorship = await authors.ReadAsync(path, baseSha, run.Base, head, facts.Pushes, cancellationToken);
        return new AgentTraceRecord(
            "0.1.0",
            IdOf(run, head),
            facts.Published.TryGetValue(head, out var published) ? published : run.StateSince,
            new AgentTraceVcs("git", head),
            new AgentTraceTool("SlackAgents", Version),
            [.. authorship.Files.Select(file => FileOf(run, file, facts))],
            new AgentTraceMetadata(new AgentTraceFacts(run.Id.Value, run.Repository.ToString(), run.Branch, baseSha, authorship.FilesLeftOut)));
    }

    private AgentTraceFile FileOf(Run run, AuthoredFile file, TurnFacts facts) => new(
        file.Path,
        [.. file.Ranges
            .GroupBy(range => range.Turn)
            .OrderBy(turn => turn.Key ?? int.MaxValue)
            .Select(turn => new AgentTraceConversation(
                turn.Key is { } number ? new Uri(address.Value, $"runs/{run.Id}#t={number}") : null,
                ContributorOf(run, turn.Key, facts),
                [.. turn.Select(range => new AgentTraceRange(range.Start, range.End))],
                turn.Key is not null && run.PullRequestUrl is { } pullRequest ? [new AgentTraceRelated("pull-request", pullRequest)] : null))]);

    private static AgentTraceContributor ContributorOf(Run run, int? turn, TurnFacts facts)
    {
        if (turn is null)
        {
            return new AgentTraceContributor("unknown", null);
        }

        var model = facts.Models.GetValueOrDefault(turn.Value) ?? TurnFacts.ModelId(run.Provider, run.Model);
        return new AgentTraceContributor("ai", model.Length <= LongestModel ? model : model[..LongestModel]);
    }

    /// <summary>A UUID of version 8 (RFC 9562, made from a hash of our own choice), so that the same question has the same answer.</summary>
    private static Guid IdOf(Run run, string head)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes($"agent-trace/1\n{run.Id}\n{head}")).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
