namespace SlackAgents.Slack.Rendering.Validation;

/// <param name="Pointer">Where in the payload, as a JSON pointer (RFC 6901).</param>
/// <param name="Rule">What Slack does not take there, for people.</param>
internal sealed record PayloadProblem(string Pointer, string Rule)
{
    public override string ToString() => $"{Pointer}: {Rule}";
}
