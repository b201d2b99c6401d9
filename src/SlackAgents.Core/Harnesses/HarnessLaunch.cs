namespace SlackAgents.Core.Harnesses;

/// <param name="Arguments">Program and arguments.</param>
/// <param name="Environment">Added to the environment of the harness; placeholders only, never a secret.</param>
/// <param name="Input">Lines written to its standard input first; the input stays open afterwards.</param>
internal sealed record HarnessLaunch(
    IReadOnlyList<string> Arguments,
    IReadOnlyDictionary<string, string> Environment,
    IReadOnlyList<string> Input);
