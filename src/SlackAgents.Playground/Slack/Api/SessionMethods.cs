using System.Text.Json.Nodes;
using SlackAgents.Playground.Slack.Interactions;
using SlackAgents.Playground.Slack.Members;

namespace SlackAgents.Playground.Slack.Api;

/// <summary>agents.sessions.*: the native status of an agent's thread. docs.slack.dev/reference/methods/agents.sessions.setStatus</summary>
internal static class SessionMethods
{
    private const int MaxTitle = 200;

    public static JsonObject SetStatus(SlackCall call)
    {
        var (channel, threadTs) = Place(call);
        var status = call.Text("status");
        if (status is not ("active" or "processing" or "suspended" or "closed"))
        {
            throw new SlackRefusalException("invalid_status");
        }

        if (call.Text("initiator_user_id") is { Length: > 0 })
        {
            call.Member("initiator_user_id");
        }

        if (call.Text("title") is { } given && given.Length is 0 or > MaxTitle)
        {
            throw new SlackRefusalException("invalid_name");
        }

        // A title counts only when this call begins the session.
        var known = call.State.Sessions.Find(channel.Id, threadTs);
        call.State.Sessions.Put(new AgentSession(channel.Id, threadTs, status, known is null ? call.Text("title") : known.Title, call.State.Time.GetUtcNow()));
        var answer = new JsonObject();
        if (!call.State.Settings.BotEvents.Contains("agent_session_stopped", StringComparer.Ordinal))
        {
            answer["warning"] = "missing_agent_session_stopped_event_subscription";
            answer["response_metadata"] = new JsonObject { ["warnings"] = new JsonArray("missing_agent_session_stopped_event_subscription") };
        }

        return answer;
    }

    public static JsonObject Rename(SlackCall call)
    {
        var (channel, threadTs) = Place(call);
        var session = call.State.Sessions.Find(channel.Id, threadTs) ?? throw new SlackRefusalException("session_not_found");
        var title = call.Text("title")!;
        if (title.Trim().Length == 0 || title.Length > MaxTitle || title is "…" or "...")
        {
            throw new SlackRefusalException("invalid_name");
        }

        call.State.Sessions.Put(session with { Title = title });
        return [];
    }

    private static (Channel Channel, string ThreadTs) Place(SlackCall call)
    {
        if (!call.State.Settings.HasAgentSessions)
        {
            throw new SlackRefusalException("feature_disabled");
        }

        var channel = call.Channel("channel_id");
        if (channel.IsArchived)
        {
            throw new SlackRefusalException("is_archived");
        }

        if (call.Text("thread_ts") is not { Length: > 0 } threadTs)
        {
            throw new SlackRefusalException("thread_ts_required");
        }

        return call.IsIn(channel) && call.State.Messages.Find(channel.Id, threadTs) is { IsReply: false }
            ? (channel, threadTs)
            : throw new SlackRefusalException("channel_not_found");
    }
}
