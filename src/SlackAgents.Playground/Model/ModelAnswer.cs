using SlackAgents.Playground.Model.Tools;

namespace SlackAgents.Playground.Model;

/// <summary>One answer, before a vendor's format is put around it.</summary>
internal sealed record ModelAnswer(string Model, ModelUsage Usage)
{
    public string? Thinking { get; init; }

    /// <summary>Null when nothing is said beside the calls.</summary>
    public string? Text { get; init; }

    public IReadOnlyList<ToolCall> Calls { get; init; } = [];

    public DateTimeOffset At { get; init; }
}
