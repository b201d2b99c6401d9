namespace SlackAgents.Core.Replies.Forms;

/// <param name="Value">At most 75 characters.</param>
/// <param name="Text">At most 75 characters.</param>
internal sealed record FormChoice(string Value, string Text, string? Description = null);
