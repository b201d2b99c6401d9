using System.Text.Json;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Sandboxes;

namespace SlackAgents.IntegrationTests.Docker;

/// <summary>Everything that one or more turns printed, and how the last one ended.</summary>
internal sealed record TurnResult(SandboxId Sandbox, IReadOnlyList<OutputLine> Lines, SandboxStatus Status)
{
    /// <value>What the harness itself printed on stdout.</value>
    public IReadOnlyList<string> Harness =>
        [.. Lines.Where(line => !line.IsError && line.Text.Length > 0 && !line.Text.StartsWith("{\"type\":\"slackagents.", StringComparison.Ordinal)).Select(line => line.Text)];

    public string Text => string.Join('\n', Lines.Select(line => line.Text));

    /// <value>The last line of standard output, which sums the turn up; standard error has an order of its own.</value>
    public JsonElement Exit => JsonSerializer.Deserialize<JsonElement>(Lines.Last(line => !line.IsError).Text);

    /// <summary>The detail of a step's end, with its state before it.</summary>
    public string Step(string name) => Lines
        .Where(line => line.Text.StartsWith("{\"type\":\"slackagents.step\"", StringComparison.Ordinal))
        .Select(line => JsonSerializer.Deserialize<JsonElement>(line.Text))
        .Where(step => step.GetProperty("step").GetString() == name && step.GetProperty("state").GetString() != "started")
        .Select(step => $"{step.GetProperty("state").GetString()}: {step.GetProperty("detail").GetString()}")
        .LastOrDefault() ?? "absent";
}
