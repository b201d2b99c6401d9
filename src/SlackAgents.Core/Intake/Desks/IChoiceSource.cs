using SlackAgents.Core.Intake.Requests;
using SlackAgents.Core.Replies.Forms;

namespace SlackAgents.Core.Intake.Desks;

/// <summary>Finds what fits what somebody typed into one kind of picker, from what is known already.</summary>
internal interface IChoiceSource
{
    /// <summary>Name of the field, or action of the picker.</summary>
    string Field { get; }

    Task<IReadOnlyList<FormChoice>> SuggestAsync(ChoiceQuery query, CancellationToken cancellationToken);
}
