using SlackAgents.Core.Ids;
using SlackAgents.Core.Publishing.Authorship;
using SlackAgents.Core.Traces;

namespace SlackAgents.Host.Traces.Export;

/// <summary>What the trace says about which turn pushed what, and with which model it worked.</summary>
/// <param name="Pushes">Into the quarantine, oldest first.</param>
/// <param name="Models">By turn, <c>provider/model</c> of the model that gave the most tokens.</param>
/// <param name="Published">When a commit was pushed on to the repository's host.</param>
internal sealed record TurnFacts(IReadOnlyList<PushedWork> Pushes, IReadOnlyDictionary<int, string> Models, IReadOnlyDictionary<string, DateTimeOffset> Published)
{
    private const int RowsAtOnce = 20_000;
    private const int RecordsAtOnce = 200;

    public static async Task<TurnFacts> ReadAsync(ITraceStore traces, RunId run, CancellationToken cancellationToken)
    {
        var pushes = new List<PushedWork>();
        var tokens = new Dictionary<(int Turn, string Model), long>();
        var published = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        for (var after = 0L; await traces.ReadRowsAsync(run, after, RowsAtOnce, cancellationToken) is { Count: > 0 } rows; after = rows[^1].Sequence)
        {
            foreach (var some in rows.Where(row => row.Category is TraceCategory.Git or TraceCategory.Model).Select(row => row.Sequence).Chunk(RecordsAtOnce))
            {
                foreach (var record in await traces.ReadAsync(run, some, cancellationToken))
                {
                    Take(record);
                }
            }
        }

        var models = tokens.GroupBy(one => one.Key.Turn).ToDictionary(turn => turn.Key, turn => turn.MaxBy(one => one.Value).Key.Model);
        return new TurnFacts(pushes, models, published);

        void Take(TraceRecord record)
        {
            switch (record.Event)
            {
                case PushEvent { Stage: "quarantine", Verdict: "accepted", NewSha: { } sha }:
                    pushes.Add(new PushedWork(record.Turn, sha));
                    break;
                case PushEvent { Stage: "github", Verdict: "pushed" or "already there", NewSha: { } sha }:
                    published.TryAdd(sha, record.At);
                    break;
                case ModelCallEvent { Model: { } model } call:
                    var key = (record.Turn, ModelId(call.Provider, model));
                    tokens[key] = tokens.GetValueOrDefault(key) + call.OutputTokens;
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>As models.dev names providers.</summary>
    public static string ModelId(string provider, string model) => $"{(provider is "gemini" ? "google" : provider)}/{model}";
}
