namespace SlackAgents.Core.Intake;

/// <summary>Section <c>Defaults</c>: what a request that leaves it open gets, by channel and for the whole workspace.</summary>
internal sealed class DefaultsOptions
{
    public const string Section = "Defaults";

    /// <value>For every channel without an entry of its own. Default: nothing.</value>
    public ChannelDefaults Workspace { get; set; } = new();

    /// <value>By channel id, for example <c>Defaults:Channels:C0123456789:Repository</c>.</value>
    public IDictionary<string, ChannelDefaults> Channels { get; } = new Dictionary<string, ChannelDefaults>(StringComparer.Ordinal);

    public ChannelDefaults Of(string channel) => Channels.TryGetValue(channel, out var defaults) ? defaults : Workspace;
}
