using System.Collections.Frozen;
using SlackAgents.Core.Replies;
using SlackAgents.Slack.Api;

namespace SlackAgents.Slack.Replies;

/// <summary>Slack's error codes in the words of the core.</summary>
internal static class ReplyFailureMapping
{
    private static readonly FrozenSet<string> GoneCodes = FrozenSet.Create(
        StringComparer.Ordinal,
        "channel_not_found",
        "not_in_channel",
        "is_archived",
        "message_not_found",
        "thread_not_found",
        "cannot_reply_to_message",
        "user_not_in_channel",
        "user_not_found",
        "user_disabled",
        "user_not_visible",
        "messages_tab_disabled",
        "team_not_found",
        "thread_locked",
        "no_access",
        "not_reactable",
        "too_many_reactions",
        "too_many_emoji",
        "message_limit_exceeded",
        "ekm_access_denied",
        "metadata_must_be_sent_from_app",
        "url_not_allowed",
        SlackErrorCodes.InstallationEnded);

    public static ReplyException Map(SlackException exception) =>
        new(Classify(exception), exception.ErrorCode, exception.Message, exception) { RetryAfter = exception.RetryAfter };

    private static ReplyFailure Classify(SlackException exception) => exception switch
    {
        { IsRateLimit: true } or { IsUnsure: true } => ReplyFailure.Transient,
        { Method: "chat.update" } when SlackErrorCodes.NotEditable.Contains(exception.ErrorCode) => ReplyFailure.NotEditable,
        _ when SlackErrorCodes.NotAllowed.Contains(exception.ErrorCode) => ReplyFailure.NotAllowed,
        _ when SlackErrorCodes.Content.Contains(exception.ErrorCode) => ReplyFailure.Content,
        _ when GoneCodes.Contains(exception.ErrorCode) => ReplyFailure.Gone,
        _ when exception.ErrorCode.StartsWith("restricted_action", StringComparison.Ordinal) => ReplyFailure.Gone,
        // A code that nobody knew when this was written: the outbox tries it a bounded number of times.
        _ => ReplyFailure.Transient,
    };
}
