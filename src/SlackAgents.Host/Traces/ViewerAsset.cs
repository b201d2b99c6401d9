namespace SlackAgents.Host.Traces;

/// <param name="Brotli">The same, compressed; null when it was not.</param>
/// <param name="GZip">The same, compressed; null when it was not.</param>
internal sealed record ViewerAsset(string ContentType, byte[] Plain, byte[]? Brotli, byte[]? GZip);
