namespace SlackAgents.Benchmarks.Harnesses;

/// <summary>In MiB; null where this machine's kernel does not tell, as with an engine on another machine.</summary>
/// <param name="Container">Of the container's control group, with the file pages that it was the first to read.</param>
/// <param name="Process">Resident, of the largest process.</param>
internal sealed record PeakMemory(double? Container, double? Process, string? ProcessName);
