namespace SlackAgents.Playground.Faults;

/// <summary>What one failing request is answered with instead of the real answer.</summary>
/// <param name="HttpStatus">Status code; 200 with <paramref name="Error"/> for a service that reports errors in the body.</param>
/// <param name="Error">Error code or message of the body; null for the status' usual one.</param>
/// <param name="Headers">Extra response headers.</param>
/// <param name="AfterWork">The request is carried out first and only its answer is lost: the case that makes clients post twice.</param>
internal sealed record Fault(int HttpStatus, string? Error, IReadOnlyDictionary<string, string> Headers, bool AfterWork = false);
