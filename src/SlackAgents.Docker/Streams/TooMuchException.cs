namespace SlackAgents.Docker.Streams;

/// <summary>There is more than may be kept.</summary>
internal sealed class TooMuchException() : Exception("There is more than may be kept.");
