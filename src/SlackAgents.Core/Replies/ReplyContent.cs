namespace SlackAgents.Core.Replies;

/// <summary>
/// What is said, without a word of Slack's markup: the Slack side renders it. Text of parts is plain text; whatever an
/// agent, a repository or a person wrote stays data.
/// </summary>
/// <param name="Summary">One line for notifications and screen readers; carries the state first.</param>
internal sealed record ReplyContent(string Summary, IReadOnlyList<ReplyPart> Parts);
