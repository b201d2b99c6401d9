using SlackAgents.Core.Harnesses;

namespace SlackAgents.Tests.Harnesses;

/// <summary>One cell of the failure table: how a harness fails in a case, or why it cannot.</summary>
/// <param name="Recording">Name of the recording, or null where the harness cannot fail so.</param>
/// <param name="ExitCode">Of the process that was recorded.</param>
/// <param name="Reason">Name of the reason code; where there is no recording, why there is none.</param>
/// <param name="Reader">Makes the reader of the recording.</param>
internal sealed record FailureRow(string Harness, string Case, string? Recording, int ExitCode, string Reason, Func<IHarnessReader>? Reader)
{
    /// <summary>Every way to fail that every harness has to answer for.</summary>
    public static IReadOnlyList<string> Cases { get; } =
        ["401", "402", "403", "429", "500", "529", "cut", "unreachable", "max turns", "budget", "bad resume", "SIGINT", "SIGTERM", "SIGHUP"];

    public static FailureRow CannotHappen(string harness, string @case, string because) => new(harness, @case, null, 0, because, null);
}
