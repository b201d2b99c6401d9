namespace SlackAgents.Core.Intake.Settings;

/// <summary>Words by which a task is known to be about a repository.</summary>
internal sealed class RoutingRule
{
    /// <value>Looked for as whole words in any case; one is enough.</value>
    public IList<string> Words { get; } = [];

    /// <value><c>owner/name</c>.</value>
    public string? Repository { get; set; }
}
