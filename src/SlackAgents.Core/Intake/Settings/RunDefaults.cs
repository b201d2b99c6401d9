using SlackAgents.Core.Runs;

namespace SlackAgents.Core.Intake.Settings;

/// <summary>What runs use when nobody says otherwise; all optional.</summary>
internal sealed class RunDefaults
{
    /// <value><c>owner/name</c>.</value>
    public string? Repository { get; set; }

    public string? Base { get; set; }

    public string? Harness { get; set; }

    public string? Model { get; set; }

    /// <value>When replies reach the agent: <c>Queue</c>, <c>Now</c> or <c>Interrupt</c>.</value>
    public TurnDelivery? Steering { get; set; }

    /// <value>How much of the conversation the agent is given: <c>Thread</c>, <c>Message</c> or <c>None</c>.</value>
    public ContextMode? Context { get; set; }

    /// <value>Name of the emoji whose reaction on a message starts a run with its text. Default none.</value>
    public string? TriggerEmoji { get; set; }
}
