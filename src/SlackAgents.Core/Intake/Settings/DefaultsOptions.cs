namespace SlackAgents.Core.Intake.Settings;

/// <summary>Section <c>Defaults</c>: what a request that leaves it open gets, by channel and for the whole workspace.</summary>
internal sealed class DefaultsOptions
{
    public const string Section = "Defaults";

    /// <value>For every channel, value by value, where its own entry says nothing. Default: nothing.</value>
    public RunDefaults Workspace { get; set; } = new();

    /// <value>By channel id, for example <c>Defaults:Channels:C0123456789:Repository</c>.</value>
    public IDictionary<string, RunDefaults> Channels { get; } = new Dictionary<string, RunDefaults>(StringComparer.Ordinal);

    /// <value>Words of a task that say which repository it is about, for example <c>Defaults:Routing:0:Words:0</c> and <c>Defaults:Routing:0:Repository</c>.</value>
    public IList<RoutingRule> Routing { get; } = [];
}
