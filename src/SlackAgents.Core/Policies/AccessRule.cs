namespace SlackAgents.Core.Policies;

/// <summary>
/// Who may do what in some channels and on some repositories. Each action holds words of <see cref="AccessWord"/> or
/// Slack user ids, of which one has to be true; an action left empty is left to the rules after this one.
/// </summary>
internal sealed class AccessRule
{
    /// <value>What it is called in refusals. Default its number.</value>
    public string? Name { get; set; }

    /// <value>Channel ids, or <c>direct</c>. Empty: everywhere.</value>
    public IList<string> Channels { get; } = [];

    /// <value><c>owner/name</c> or <c>owner/*</c>. Empty: all.</value>
    public IList<string> Repositories { get; } = [];

    public IList<string> Start { get; } = [];

    public IList<string> Steer { get; } = [];

    public IList<string> Control { get; } = [];

    public IList<string> See { get; } = [];

    public IList<string> Approve { get; } = [];

    public IList<string> Configure { get; } = [];

    public IList<string> Who(AccessAction action) => action switch
    {
        AccessAction.Start => Start,
        AccessAction.Steer => Steer,
        AccessAction.Control => Control,
        AccessAction.See => See,
        AccessAction.Approve => Approve,
        AccessAction.Configure => Configure,
        _ => throw new ArgumentOutOfRangeException(nameof(action), action, "An action without a list."),
    };
}
