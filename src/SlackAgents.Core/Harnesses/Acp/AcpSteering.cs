namespace SlackAgents.Core.Harnesses.Acp;

/// <summary>What the driver does with a message for a running turn; the words of <c>DriverPlan.Steer</c>.</summary>
internal static class AcpSteering
{
    /// <summary>The request <c>_session/steering</c>.</summary>
    public const string Extension = "extension";

    /// <summary>A second prompt, which the agent takes into the running one.</summary>
    public const string Prompt = "prompt";

    /// <summary>The agent asks for waiting messages at every tool boundary.</summary>
    public const string Drain = "drain";

    /// <summary>The running prompt is cancelled and the message is the next one.</summary>
    public const string Cancel = "cancel";

    /// <summary>As <see cref="Cancel"/>, and the agent is started again in between: its memory is wrong then, its session is not.</summary>
    public const string Restart = "restart";

    public static IReadOnlyList<string> All { get; } = [Extension, Prompt, Drain, Cancel, Restart];

    public static SteeringWay Way(string steer) => steer is Cancel or Restart ? SteeringWay.CutsStep : SteeringWay.DuringTurn;
}
