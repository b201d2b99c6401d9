using SlackAgents.Core.Ids;
using SlackAgents.Core.Replies.Forms;

namespace SlackAgents.Core.Intake.Desks;

/// <summary>A form that somebody asked for.</summary>
/// <param name="Key">Of the request.</param>
/// <param name="TriggerId">Null where Slack gave none: then there is no form.</param>
/// <param name="Address">Where the person is told why there is no form.</param>
/// <param name="Moment">What is shown at once, made without asking anybody.</param>
/// <param name="Again">How to ask for it again, a sentence.</param>
internal sealed record FormOpening(string Key, PersonId Person, string? TriggerId, PrivateAddress Address, Form Moment, string Again);
