using System.Collections.Frozen;

namespace SlackAgents.Slack.Api;

/// <summary>Slack's error codes by what they mean for the caller (docs.slack.dev/reference/methods), and our own for what is no answer.</summary>
internal static class SlackErrorCodes
{
    /// <summary>No connection, or it broke.</summary>
    public const string Unreachable = "unreachable";

    /// <summary>No answer in time.</summary>
    public const string Timeout = "timeout";

    /// <summary>An answer that is not the JSON that Slack promises, for example a proxy's error page.</summary>
    public const string InvalidResponse = "invalid_response";

    public const string RateLimited = "ratelimited";

    /// <summary>Nothing was asked: the app is no longer in that workspace.</summary>
    public const string InstallationEnded = "installation_ended";

    /// <summary>The token works no more (docs.slack.dev/reference/methods/auth.test).</summary>
    public static FrozenSet<string> DeadToken { get; } = FrozenSet.Create(StringComparer.Ordinal, "token_revoked", "account_inactive", "invalid_auth");

    /// <summary>The call may or may not have had its effect.</summary>
    public static FrozenSet<string> Unsure { get; } = FrozenSet.Create(
        StringComparer.Ordinal,
        Unreachable,
        Timeout,
        InvalidResponse,
        "internal_error",
        "fatal_error",
        "request_timeout",
        "service_unavailable",
        "update_failed",
        "team_added_to_org");

    /// <summary>Token or scope: nothing works until an operator acts.</summary>
    public static FrozenSet<string> NotAllowed { get; } = FrozenSet.Create(
        StringComparer.Ordinal,
        "token_revoked",
        "token_expired",
        "account_inactive",
        "invalid_auth",
        "not_authed",
        "team_access_not_granted",
        "missing_scope",
        "no_permission",
        "not_allowed_token_type",
        "method_deprecated",
        "org_login_required",
        "two_factor_setup_required",
        "access_denied",
        "app_access_restricted",
        "enterprise_is_restricted",
        "user_removed_from_team",
        "team_disabled");

    /// <summary>The message itself was refused.</summary>
    public static FrozenSet<string> Content { get; } = FrozenSet.Create(
        StringComparer.Ordinal,
        "invalid_blocks",
        "invalid_blocks_format",
        "msg_too_long",
        "msg_blocks_too_long",
        "no_text",
        "markdown_text_conflict",
        "metadata_too_large",
        "invalid_metadata_format",
        "invalid_metadata_schema",
        "too_many_attachments",
        "block_mismatch",
        "invalid_arguments",
        "invalid_arg_name");

    /// <summary>The message cannot be edited any more.</summary>
    public static FrozenSet<string> NotEditable { get; } = FrozenSet.Create(
        StringComparer.Ordinal,
        "message_not_found",
        "cant_update_message",
        "edit_window_closed",
        "streaming_state_conflict",
        "is_inactive");

    /// <summary>Opening a socket with this answer never works again without an operator (@slack/socket-mode, UnrecoverableSocketModeStartError).</summary>
    public static FrozenSet<string> UnrecoverableStart { get; } = FrozenSet.Create(
        StringComparer.Ordinal,
        "not_authed",
        "invalid_auth",
        "account_inactive",
        "user_removed_from_team",
        "team_disabled");
}
