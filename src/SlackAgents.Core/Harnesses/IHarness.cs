using SlackAgents.Core.Policies;
using SlackAgents.Core.Sandboxes;

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

    /// <summary>Names of the providers whose API it speaks, the preferred one first; see <see cref="HarnessTurn.Provider"/>.</summary>
    IReadOnlyList<string> Providers { get; }

    /// <summary>Which API it speaks to providers that are compatible with OpenAI, beside <see cref="Providers"/>.</summary>
    CompatibleApi Compatible => CompatibleApi.None;

    /// <summary>Model when nobody names one; an id of the first of <see cref="Providers"/>, or <c>provider/model</c>.</summary>
    string DefaultModel { get; }

    /// <summary>What the tool that asks people is called for this harness: another name where it keeps the usual one for itself.</summary>
    string AskTool => McpOptions.AskTool;

    /// <summary>What a message does that is sent while a turn runs.</summary>
    SteeringWay Steering { get; }

    /// <summary>Files and folders below the home directory that a later turn in another sandbox needs to resume the session.</summary>
    IReadOnlyList<string> SessionPaths { get; }

    /// <summary>Command line, environment and first input of a turn.</summary>
    HarnessLaunch Launch(HarnessTurn turn);

    /// <summary>A reader for the output of one turn.</summary>
    IHarnessReader CreateReader(HarnessTurn turn);

    /// <summary>
    /// The line that gives the running turn a message, or null where <see cref="Steering"/> is <see cref="SteeringWay.NextTurn"/>.
    /// Writing it twice with one id delivers it once. What became of it comes back as <see cref="Traces.SteeringEvent"/>s.
    /// </summary>
    string? Steer(string messageId, string text);

    /// <summary>The line that asks the running turn to end now, or null where only a signal can.</summary>
    string? Interrupt(string requestId);
}
