namespace SlackAgents.Core.Intake.Settings;

/// <summary>A channel's settings as stored.</summary>
/// <param name="Changes">The last ones, oldest first: a request that is handled again finds its own.</param>
internal sealed record ChannelDocument(ChannelSettings Settings, IReadOnlyList<ChannelChange> Changes)
{
    private const int KeptChanges = 10;

    public static ChannelDocument Empty { get; } = new(ChannelSettings.None, []);

    public ChannelChange? Find(string key) => Changes.FirstOrDefault(change => change.Key == key);

    public ChannelDocument With(ChannelChange change) => new(change.After, [.. Changes.TakeLast(KeptChanges - 1), change]);
}
