using SlackAgents.Core.Sandboxes;

namespace SlackAgents.Core.Harnesses.Acp;

/// <summary>An agent that the operator made known by configuration; see <see cref="AcpAgentOptions"/>.</summary>
internal sealed class ConfiguredAcpHarness(string name, AcpAgentOptions options) : AcpHarness(QuirksOf(name, options))
{
    public override string Name => name;

    public override string DisplayName => string.IsNullOrWhiteSpace(options.DisplayName) ? name : options.DisplayName.Trim();

    public override IReadOnlyList<string> Aliases { get; } = [];

    public override IReadOnlyList<string> Providers { get; } = [.. options.Providers];

    public override string DefaultModel => options.Model;

    public override IReadOnlyList<string> SessionPaths { get; } = [.. options.SessionPaths];

    /// <summary>All agents of this section, in the order of their names.</summary>
    public static IEnumerable<IHarness> All(HarnessOptions options) =>
        options.Acp.OrderBy(agent => agent.Key, StringComparer.Ordinal).Select(agent => new ConfiguredAcpHarness(agent.Key, agent.Value));

    protected override AcpStart Start(HarnessTurn turn) => new(
        [.. options.Command.Select(part => Filled(part, turn))],
        options.Environment.ToDictionary(pair => pair.Key, pair => Filled(pair.Value, turn), StringComparer.Ordinal),
        options.Files.ToDictionary(pair => pair.Key, pair => Filled(pair.Value, turn), StringComparer.Ordinal));

    // What such agents have in common: the newer of them tell the counts of a turn in its answer.
    private static AcpQuirks QuirksOf(string name, AcpAgentOptions options) => new()
    {
        Source = name,
        SessionMode = options.SessionMode,
        ResumeMethod = options.ResumeMethod,
        Steer = options.Steer,
        Usage = AcpUsageSource.Answer,
        EndWithoutUsageIsFailure = options.EndWithoutUsageIsFailure,
        ShowsChangesEarly = true,
    };

    private static string Filled(string text, HarnessTurn turn) => text
        .Replace("{model}", turn.Model, StringComparison.Ordinal)
        .Replace("{url}", turn.ModelsUrl, StringComparison.Ordinal)
        .Replace("{key}", GatewayAddress.PlaceholderKey, StringComparison.Ordinal);
}
