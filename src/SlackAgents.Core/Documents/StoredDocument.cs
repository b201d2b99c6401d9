namespace SlackAgents.Core.Documents;

/// <param name="Json">As it was stored.</param>
internal sealed record StoredDocument(string Key, string Json);
