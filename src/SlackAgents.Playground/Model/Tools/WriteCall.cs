namespace SlackAgents.Playground.Model.Tools;

/// <summary>Writes a file with whatever tool the request offers for that. A relative path is taken from the working directory.</summary>
internal sealed record WriteCall(string Path, string Content);
