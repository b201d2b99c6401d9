using System.Collections.Concurrent;

namespace SlackAgents.Playground.Slack.Interactions;

internal sealed class SessionStore(TimeProvider time)
{
    /// <summary>After this without a word of the app, <c>processing</c> reads <c>active</c> again.</summary>
    private static readonly TimeSpan ProcessingLimit = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<(string Channel, string ThreadTs), AgentSession> _sessions = new();

    public AgentSession? Find(string channelId, string threadTs) => _sessions.GetValueOrDefault((channelId, threadTs)) switch
    {
        { Status: "processing" } session when time.GetUtcNow() - session.SetAt >= ProcessingLimit => session with { Status = "active" },
        var session => session,
    };

    public IReadOnlyList<AgentSession> In(string channelId) =>
        [.. _sessions.Keys.Where(key => key.Channel == channelId).Select(key => Find(key.Channel, key.ThreadTs)).OfType<AgentSession>()];

    public void Put(AgentSession session) => _sessions[(session.ChannelId, session.ThreadTs)] = session;
}
