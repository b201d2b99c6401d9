namespace SlackAgents.Core.Replies.Forms;

/// <summary>What a modal asks, without a word of Slack's markup. Text is plain text; whatever a stranger wrote stays data.</summary>
/// <param name="Id">Which form it is, for whoever takes the answers: a word of ours.</param>
/// <param name="Title">At most 24 characters (docs.slack.dev/surfaces/modals).</param>
/// <param name="Submit">The button's text, at most 24 characters; null for a form without answers.</param>
/// <param name="Context">Comes back with the answers, at most 2,000 characters. Anybody can forge it: an id to look up, never a decision.</param>
internal sealed record Form(string Id, string Title, string? Submit, string Context, IReadOnlyList<FormPart> Parts);
