using SlackAgents.Playground.Slack.Interactions;

namespace SlackAgents.Playground.Slack.Acts;

/// <summary>Slack's own controls of an agent's session in a thread.</summary>
internal sealed class SessionActs(WorkspaceState state)
{
    /// <summary>The session of a thread as people see it; null when there is none.</summary>
    public AgentSession? Find(string channel, string threadTs) => state.Sessions.Find(state.Directory.Channel(channel).Id, threadTs);

    /// <summary>Presses the native Stop, which is there while the session is being worked on. The app has to change the status itself.</summary>
    public void Stop(string user, string channel, string threadTs)
    {
        var session = Find(channel, threadTs);
        if (session?.Status != "processing")
        {
            throw new ArgumentException($"There is no Stop: the session is {session?.Status ?? "not there"}.", nameof(threadTs));
        }

        state.Events.SessionStopped(session, state.Directory.Member(user).Id);
    }

    public void Rename(string user, string channel, string threadTs, string title)
    {
        var session = Find(channel, threadTs) ?? throw new ArgumentException("There is no session.", nameof(threadTs));
        state.Sessions.Put(session with { Title = title });
        state.Changed.Raise();
        state.Events.SessionRenamed(session, state.Directory.Member(user).Id, title);
    }
}
