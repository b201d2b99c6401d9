namespace SlackAgents.Core.Publishing.Authorship;

/// <summary>What a turn pushed into the quarantine.</summary>
internal sealed record PushedWork(int Turn, string HeadSha);
