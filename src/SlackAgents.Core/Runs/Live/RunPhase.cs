namespace SlackAgents.Core.Runs.Live;

/// <summary>
/// A part of the work on a turn. Each one begins when the one before it ends, so that together they say where the time
/// went. The sandbox's own steps (forwarder, workspace, harness, commit, push) lie within them.
/// </summary>
/// <param name="Name">As the trace has it.</param>
/// <param name="Text">What the card says meanwhile.</param>
internal sealed record RunPhase(string Name, string Text)
{
    /// <summary>From the start of the sandbox to the end of the harness.</summary>
    public static RunPhase Agent { get; } = new("agent", "starting the agent");

    public static RunPhase Stop { get; } = new("stop", "stopping");

    /// <summary>Drawing the conclusions from a turn that has ended.</summary>
    public static RunPhase Conclude { get; } = new("conclude", "reading what the turn left");

    public static RunPhase ReadChanges { get; } = new("changes", "reading the changes");

    public static RunPhase Check { get; } = new("checks", "checking the changes");

    public static RunPhase Publish { get; } = new("publish", "pushing the branch");

    public static RunPhase PullRequest { get; } = new("pull_request", "opening the pull request");

    public static RunPhase Of(PreparePhase phase)
    {
        var (name, text) = phase switch
        {
            PreparePhase.TakeUp => ("take_up", "taking it up"),
            PreparePhase.OpenDoor => ("gateway", "opening the gateway"),
            PreparePhase.FindBase => ("base", "asking for the base branch"),
            PreparePhase.MakeSandbox => ("sandbox", "making the sandbox"),
            PreparePhase.ReadConversation => ("conversation", "reading the conversation"),
            PreparePhase.StartSandbox => ("start", "starting the sandbox"),
            _ => ("repository", "fetching the repository"),
        };
        return new RunPhase(name, $"step {(int)phase}/{(int)PreparePhase.FetchRepository}: {text}");
    }
}
