namespace SlackAgents.Core.Policies;

/// <summary>Section <c>Access</c>: who may do what.</summary>
internal sealed class AccessOptions
{
    public const string Section = "Access";

    /// <summary>Stands for direct messages with the bot where channels are named.</summary>
    public const string DirectMessages = "direct";

    /// <value>Slack user ids of those who run this installation; they may stop and retry everybody's runs. Default none.</value>
    public IList<string> Operators { get; } = [];

    /// <value>Slack user ids of those who count as members. Empty: every full member of the workspace.</value>
    public IList<string> People { get; } = [];

    /// <value>Channel ids where runs may be started; <c>direct</c> is direct messages. Empty: every channel the bot can see.</value>
    public IList<string> Channels { get; } = [];

    /// <value>Whether channels shared with other organisations are open. Default no.</value>
    public bool AllowExternalChannels { get; set; }

    /// <value>Repositories by channel id (or <c>direct</c>), as <c>owner/name</c> or <c>owner/*</c>. A channel that is not named may use all that the App may see.</value>
    public IDictionary<string, string[]> Repositories { get; } = new Dictionary<string, string[]>(StringComparer.Ordinal);

    /// <value>Who may do what where; the first rule that is about the place and the action decides. Default none: see <see cref="AccessRules"/>.</value>
    public IList<AccessRule> Rules { get; } = [];
}
