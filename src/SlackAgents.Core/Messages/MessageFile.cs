namespace SlackAgents.Core.Messages;

/// <summary>A file of a Slack message, as the message tells of it (docs.slack.dev/reference/objects/file-object): data of a stranger.</summary>
/// <param name="Url">Where it is fetched with the bot's token; null when Slack does not give it (deleted, hidden by a limit, external).</param>
/// <param name="Size">Bytes as Slack says; not trusted.</param>
internal sealed record MessageFile(string Id, string Name, string MimeType, long Size, string? Url);
