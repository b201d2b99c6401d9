namespace SlackAgents.Playground.Model.Tools;

/// <summary>Replaces one line of a file with whatever tool the request offers for that.</summary>
internal sealed record EditCall(string Path, string Old, string New);
