namespace SlackAgents.Core.Repositories;

/// <summary>A mirror right after a fetch.</summary>
/// <param name="Path">The bare repository on the host.</param>
/// <param name="Base">The base branch, without <c>refs/heads/</c>.</param>
/// <param name="BaseSha">What the base branch pointed at when it was fetched. Later fetches do not change this run's base.</param>
/// <param name="WasCloned">True when there was no usable mirror before and everything was fetched.</param>
internal sealed record MirrorSnapshot(string Path, string Base, string BaseSha, bool WasCloned);
