using System.Collections.Frozen;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Replies.Forms;
using SlackAgents.Slack.Api;
using SlackAgents.Slack.Replies;

namespace SlackAgents.Slack.Forms;

/// <summary>Modals and the App Home by <c>views.*</c>.</summary>
internal sealed class SlackFormChannel(SlackApiClients clients) : IFormChannel
{
    /// <summary>Too old, used before, or none of Slack's: only another tap gives a new one (docs.slack.dev/reference/methods/views.open).</summary>
    private static readonly FrozenSet<string> TriggerIsOver = FrozenSet.Create(
        StringComparer.Ordinal,
        "expired_trigger_id",
        "exchanged_trigger_id",
        "invalid_trigger_id",
        "trigger_expired",
        "trigger_exchanged");

    public Task<string> OpenAsync(PersonId person, string triggerId, Form form, CancellationToken cancellationToken) =>
        GuardAsync(async () => await (await ViewsAsync(person, cancellationToken)).OpenAsync(triggerId, FormRenderer.Render(form), cancellationToken));

    public Task UpdateAsync(PersonId person, string viewId, Form form, CancellationToken cancellationToken) =>
        GuardAsync(async () =>
        {
            try
            {
                await (await ViewsAsync(person, cancellationToken)).UpdateAsync(viewId, FormRenderer.Render(form), cancellationToken);
                return true;
            }
            catch (SlackException exception) when (exception.ErrorCode is "not_found" or "view_not_found")
            {
                // Closed by the person meanwhile.
                return false;
            }
        });

    public Task PublishHomeAsync(PersonId person, ReplyContent content, CancellationToken cancellationToken) =>
        GuardAsync(async () =>
        {
            await (await ViewsAsync(person, cancellationToken)).PublishAsync(person.User, HomeRenderer.Render(content), cancellationToken);
            return true;
        });

    private async Task<ViewsApi> ViewsAsync(PersonId person, CancellationToken cancellationToken) =>
        (await clients.OfTeamAsync(person.Team, cancellationToken)).Views;

    private static async Task<T> GuardAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (SlackException exception)
        {
            throw Map(exception);
        }
    }

    private static ReplyException Map(SlackException exception) => exception.ErrorCode switch
    {
        var code when TriggerIsOver.Contains(code) => new ReplyException(ReplyFailure.Gone, code, exception.Message, exception),
        "view_too_large" or "invalid_view" => new ReplyException(ReplyFailure.Content, exception.ErrorCode, exception.Message, exception),
        // The Home tab is switched off in the app's settings.
        "not_enabled" => new ReplyException(ReplyFailure.NotAllowed, exception.ErrorCode, exception.Message, exception),
        _ => ReplyFailureMapping.Map(exception),
    };
}
