namespace SlackAgents.Playground.Model;

/// <summary>Tokens of one answer. <paramref name="CacheRead"/> is part of <paramref name="Input"/>.</summary>
internal sealed record ModelUsage(int Input, int Output, int CacheRead = 0);
