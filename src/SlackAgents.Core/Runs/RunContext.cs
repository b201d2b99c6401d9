namespace SlackAgents.Core.Runs;

/// <summary>What the agent was given of the conversation.</summary>
/// <param name="Messages">Messages that it was given, of <paramref name="OfMessages"/> that there were.</param>
/// <param name="Files">Files that it was given.</param>
/// <param name="LeftOut">What it was not given, each with the reason, for people.</param>
internal sealed record RunContext(int Messages, int OfMessages, int Files, IReadOnlyList<string> LeftOut);
