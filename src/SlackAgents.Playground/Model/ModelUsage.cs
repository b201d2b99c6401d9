namespace SlackAgents.Playground.Model;

/// <summary>Tokens of one answer. <paramref name="CacheRead"/> is part of <paramref name="Input"/>, <paramref name="Thinking"/> of <paramref name="Output"/>.</summary>
internal sealed record ModelUsage(int Input, int Output, int CacheRead = 0, int Thinking = 0);
