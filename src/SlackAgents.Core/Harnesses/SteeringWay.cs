namespace SlackAgents.Core.Harnesses;

/// <summary>How a message reaches a turn that is under way; the thread tells people so.</summary>
internal enum SteeringWay
{
    /// <summary>It is taken in at the next step, and nothing under way is lost.</summary>
    DuringTurn,

    /// <summary>The step under way is given up for it; what was said so far is kept.</summary>
    CutsStep,

    /// <summary>Not at all: it waits until the turn has ended.</summary>
    NextTurn,
}
