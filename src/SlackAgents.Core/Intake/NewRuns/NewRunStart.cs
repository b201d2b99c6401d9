using SlackAgents.Core.Ids;
using SlackAgents.Core.Messages;
using SlackAgents.Core.Runs;

namespace SlackAgents.Core.Intake.NewRuns;

/// <summary>Somebody asks for the form of a new run.</summary>
/// <param name="Channel">Where the card will go; null to ask.</param>
/// <param name="About">The message that it is about; null for none.</param>
/// <param name="Again">How to ask for it again, a sentence.</param>
internal sealed record NewRunStart(
    string Key,
    PersonId Person,
    string? TriggerId,
    PrivateAddress Address,
    RequestSurface Surface,
    string? Channel,
    string? ThreadTs,
    SaidMessage? About,
    string Again);
