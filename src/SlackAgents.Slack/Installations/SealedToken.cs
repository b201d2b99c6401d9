namespace SlackAgents.Slack.Installations;

/// <summary>A token as it is stored.</summary>
/// <param name="Key">Tells which key it was sealed with, and nothing of the key.</param>
internal sealed record SealedToken(string Key, byte[] Nonce, byte[] Text, byte[] Tag);
