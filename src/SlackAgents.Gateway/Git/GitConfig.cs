namespace SlackAgents.Gateway.Git;

/// <summary>Settings of the two git services, set per process: the repositories' own configuration is not relied on.</summary>
internal static class GitConfig
{
    public static IReadOnlyList<(string Key, string Value)> ForFetch { get; } =
    [
        ("uploadpack.allowFilter", "true"),
        ("uploadpack.allowAnySHA1InWant", "true"),
    ];

    /// <summary>
    /// For a push into the quarantine. The rule has been applied to the commands already; hiding every other ref makes git
    /// refuse them a second time, by its own parser.
    /// </summary>
    public static IReadOnlyList<(string Key, string Value)> ForPush(string branch, long maxBytes) =>
    [
        ("http.receivepack", "true"),
        ("receive.hideRefs", "refs/"),
        ("receive.hideRefs", "!refs/heads/" + branch),
        ("receive.maxInputSize", maxBytes.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        ("receive.fsckObjects", "true"),
        ("receive.fsck.zeroPaddedFilemode", "warn"),
        ("receive.fsck.badTimezone", "warn"),
        ("receive.fsck.missingSpaceBeforeDate", "warn"),
        ("receive.denyDeletes", "true"),
        ("receive.denyNonFastForwards", "false"),
        ("receive.denyCurrentBranch", "ignore"),
        ("receive.advertiseAtomic", "false"),
        ("receive.advertisePushOptions", "false"),
        ("receive.autogc", "false"),
        ("receive.updateServerInfo", "false"),

        // What the mirror has is offered as ".have", so that a push sends only what is new; branches are enough for that.
        ("core.alternateRefsPrefixes", "refs/heads/"),
    ];
}
