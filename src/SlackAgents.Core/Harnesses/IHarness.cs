namespace SlackAgents.Core.Harnesses;

/// <summary>
/// One agent CLI: how a turn is started, steered, interrupted and resumed, and how its output becomes trace events.
/// A strategy, found by <see cref="Name"/>. Stateless; what a turn remembers lives in its <see cref="IHarnessReader"/>.
/// </summary>
internal interface IHarness
{
    /// <summary>The word people type, for example <c>claude</c>.</summary>
    string Name { get; }

    /// <summary>For people, for example <c>Claude Code</c>.</summary>
    string DisplayName { get; }

    /// <summary>Other words that mean the same.</summary>
    IReadOnlyList<string> Aliases { get; }

    /// <summary>Model when nobody names one.</summary>
    string DefaultModel { get; }

    /// <summary>Command line, environment and first input of a turn.</summary>
    HarnessLaunch Launch(HarnessTurn turn);

    /// <summary>A reader for the output of one turn.</summary>
    IHarnessReader CreateReader(HarnessTurn turn);

    /// <summary>The line that asks the running turn to end now, or null where only a signal can.</summary>
    string? Interrupt(string requestId);
}
