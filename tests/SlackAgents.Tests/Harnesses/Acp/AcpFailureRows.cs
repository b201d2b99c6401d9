using SlackAgents.Core.Reasons;

namespace SlackAgents.Tests.Harnesses.Acp;

/// <summary>How each of the four agents fails in every way that a harness can, as the driver saw it.</summary>
internal sealed class AcpFailureRows : IFailureRows
{
    private const string NoTurnLimit = "no limit of model calls is given to it; our own limits of time and cost end a turn";
    private const string NoBudget = "it has no budget of its own; the gateway holds the run's";

    private static readonly string[] Agents = ["gemini", "opencode", "copilot", "qwen"];

    public IEnumerable<FailureRow> Rows => Agents.SelectMany(RowsOf);

    private static IEnumerable<FailureRow> RowsOf(string agent) =>
    [
        Row(agent, "401", 0, ReasonCode.ProviderKeyRejected),
        Row(agent, "402", 0, ReasonCode.ProviderOutOfCredit),
        // OpenCode passes on the provider's sentence without its status; the real ones say what is forbidden.
        Row(agent, "403", 0, agent is "opencode" ? ReasonCode.ProviderError : ReasonCode.ProviderForbidden),
        Row(agent, "429", 0, ReasonCode.ProviderRateLimited),
        Row(agent, "500", 0, ReasonCode.ProviderError),
        Row(agent, "529", 0, ReasonCode.ProviderOverloaded),
        Row(agent, "cut", 0, ReasonCode.ProviderStreamCut),
        Row(agent, "unreachable", 0, ReasonCode.ProviderUnreachable),
        FailureRow.CannotHappen(agent, "max turns", NoTurnLimit),
        FailureRow.CannotHappen(agent, "budget", NoBudget),
        Row(agent, "bad resume", 70, ReasonCode.HarnessSessionLost),
        Row(agent, "SIGINT", 130, Stopped(agent, "SIGINT")),
        Row(agent, "SIGTERM", 143, Stopped(agent, "SIGTERM")),
        Row(agent, "SIGHUP", 129, Stopped(agent, "SIGHUP")),
    ];

    // Qwen Code lives long enough to say that it was told to stop, when a tool is running.
    private static ReasonCode Stopped(string agent, string signal) => agent is "qwen" && signal is not "SIGHUP" ? ReasonCode.HarnessInterrupted : ReasonCode.HarnessCrashed;

    private static FailureRow Row(string agent, string @case, int exitCode, ReasonCode reason)
    {
        var recording = $"driven-{agent}-{@case.Replace(' ', '-')}";
        return new FailureRow(agent, @case, recording, exitCode, reason.ToString(), AcpRecording.Load(recording).Reader);
    }
}
