using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Replies.Forms;

/// <summary>Modals and the App Home.</summary>
/// <remarks>Every method throws <see cref="ReplyException"/> when Slack refuses or does not answer.</remarks>
internal interface IFormChannel
{
    /// <summary>Opens a modal. A trigger is good for three seconds and for one use (docs.slack.dev/surfaces/modals).</summary>
    /// <returns>The view's id.</returns>
    /// <exception cref="ReplyException">With <see cref="ReplyFailure.Gone"/> when the trigger is too old.</exception>
    Task<string> OpenAsync(PersonId person, string triggerId, Form form, CancellationToken cancellationToken);

    /// <summary>Replaces what an open modal shows; one that was closed meanwhile is a success.</summary>
    Task UpdateAsync(PersonId person, string viewId, Form form, CancellationToken cancellationToken);

    /// <summary>Replaces what this person sees in the app's Home tab.</summary>
    Task PublishHomeAsync(PersonId person, ReplyContent content, CancellationToken cancellationToken);
}
