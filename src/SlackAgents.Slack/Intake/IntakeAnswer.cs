using System.Text.Json.Nodes;

namespace SlackAgents.Slack.Intake;

/// <summary>What a payload is answered with.</summary>
/// <param name="Acknowledge">It was dealt with; without, Slack delivers an event again and tells the person of anything else.</param>
/// <param name="Payload">What the acknowledgement carries; null for nothing.</param>
internal sealed record IntakeAnswer(bool Acknowledge, JsonObject? Payload = null)
{
    public static IntakeAnswer Done { get; } = new(Acknowledge: true);

    public static IntakeAnswer NotTaken { get; } = new(Acknowledge: false);
}
