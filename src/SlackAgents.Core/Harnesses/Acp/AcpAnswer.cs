namespace SlackAgents.Core.Harnesses.Acp;

/// <summary>How the agent answered a prompt: with a reason to stop, or with a failure.</summary>
/// <param name="Stop">As the protocol words it: end_turn, cancelled, max_tokens, max_turn_requests, refusal.</param>
/// <param name="HasUsage">The answer tells what the turn took.</param>
internal sealed record AcpAnswer(string? Stop, bool HasUsage, AcpFailure? Failure);
