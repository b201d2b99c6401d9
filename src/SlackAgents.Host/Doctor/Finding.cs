namespace SlackAgents.Host.Doctor;

/// <summary>What one look found.</summary>
/// <param name="Area">Which part it belongs to, for example <c>Docker engine</c>.</param>
/// <param name="Fix">What to do; only where something is to be done.</param>
internal sealed record Finding(FindingMark Mark, string Area, string Text, string? Fix = null)
{
    public static Finding Good(string area, string text) => new(FindingMark.Good, area, text);

    public static Finding Advice(string area, string text, string fix) => new(FindingMark.Advice, area, text, fix);

    public static Finding Bad(string area, string text, string fix) => new(FindingMark.Bad, area, text, fix);
}
