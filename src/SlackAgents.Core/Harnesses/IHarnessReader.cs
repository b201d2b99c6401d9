using SlackAgents.Core.Traces;

namespace SlackAgents.Core.Harnesses;

/// <summary>
/// Reads one turn's output line by line. Deterministic: the same lines give the same events with the same keys, which
/// is what recovery rests on. Never throws on input; what it cannot read becomes an <see cref="UnknownEvent"/>.
/// </summary>
internal interface IHarnessReader
{
    /// <summary>The events of one line of standard output, with keys that are unique within the run.</summary>
    IReadOnlyList<HarnessEvent> Read(string line);

    /// <summary>One line of standard error, kept as evidence for the outcome.</summary>
    void ReadError(string line);

    /// <summary>The harness has said its last word on this turn; its input may be closed.</summary>
    bool TurnEnded { get; }

    /// <summary>Judges the turn when the process has ended. Exit code and self-praise are never trusted alone.</summary>
    HarnessOutcome Conclude(int? exitCode, bool outOfMemory);
}
