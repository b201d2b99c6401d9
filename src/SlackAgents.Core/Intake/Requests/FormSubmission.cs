using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Intake.Requests;

/// <summary>The answers of a form.</summary>
/// <param name="FormId"><see cref="Replies.Forms.Form.Id"/>.</param>
/// <param name="Context"><see cref="Replies.Forms.Form.Context"/> as it came back; proves nothing.</param>
/// <param name="Values">By the name of the field; a field without an answer is missing.</param>
internal sealed record FormSubmission(
    string Key,
    PersonId Person,
    string FormId,
    string Context,
    IReadOnlyDictionary<string, string> Values,
    DateTimeOffset ReceivedAt) : IPersonRequest;
