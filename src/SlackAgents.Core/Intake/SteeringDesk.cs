using SlackAgents.Core.Harnesses;
using SlackAgents.Core.Runs;

namespace SlackAgents.Core.Intake;

/// <summary>When a reply reaches the agent, and what has to be said about that where people would expect something else.</summary>
internal sealed class SteeringDesk(HarnessCatalog harnesses)
{
    public const string Hint =
        "Put your message after it: `now: …` gives it to the agent while it works, `interrupt: …` ends the turn for it, `queue: …` waits for the turn to end.";

    /// <summary>What the author alone is told, or null when it goes the way that was asked for.</summary>
    public string? Explain(Run run, TurnDelivery delivery)
    {
        if (delivery != TurnDelivery.Now || run.State is not (RunState.Preparing or RunState.Running) || harnesses.Find(run.Harness) is not { } harness)
        {
            return null;
        }

        return harness.Steering switch
        {
            SteeringWay.NextTurn => $"{harness.DisplayName} cannot take a message while it works; it gets yours when this turn ends. Say `interrupt: …` to end the turn for a message.",
            SteeringWay.CutsStep => $"{harness.DisplayName} gives up the step under way for it.",
            _ => null,
        };
    }
}
