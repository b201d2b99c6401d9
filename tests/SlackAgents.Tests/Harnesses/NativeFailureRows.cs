using SlackAgents.Core.Reasons;
using SlackAgents.Tests.Harnesses.ClaudeCode;
using SlackAgents.Tests.Harnesses.Codex;

namespace SlackAgents.Tests.Harnesses;

/// <summary>Claude Code, Codex and Amp.</summary>
internal sealed class NativeFailureRows : IFailureRows
{
    public IEnumerable<FailureRow> Rows =>
    [
        Claude("401", "auth-failure", 1, ReasonCode.ProviderKeyRejected),
        Claude("402", "no-credit-402", 1, ReasonCode.ProviderOutOfCredit),
        Claude("403", "forbidden-403", 1, ReasonCode.ProviderForbidden),
        Claude("429", "rate-limited", 1, ReasonCode.ProviderRateLimited),
        Claude("500", "500", 1, ReasonCode.ProviderError),
        Claude("529", "overloaded-529", 1, ReasonCode.ProviderOverloaded),
        Claude("cut", "cut", 1, ReasonCode.ProviderStreamCut),
        Claude("unreachable", "unreachable", 1, ReasonCode.ProviderUnreachable),
        Claude("max turns", "max-turns", 1, ReasonCode.HarnessMaxTurns),
        Claude("budget", "max-budget", 1, ReasonCode.HarnessBudget),
        Claude("bad resume", "bad-resume", 1, ReasonCode.HarnessSessionLost),
        Claude("SIGINT", "interrupted-INT", 0, ReasonCode.HarnessInterrupted),
        Claude("SIGTERM", "interrupted-TERM", 143, ReasonCode.HarnessCrashed),
        Claude("SIGHUP", "interrupted-HUP", 129, ReasonCode.HarnessCrashed),

        Codex("401", "401", 0, ReasonCode.ProviderKeyRejected),
        Codex("402", "402", 0, ReasonCode.ProviderOutOfCredit),
        Codex("403", "403", 0, ReasonCode.ProviderForbidden),
        Codex("429", "429", 0, ReasonCode.ProviderRateLimited),
        Codex("500", "500", 0, ReasonCode.ProviderError),
        Codex("529", "529", 0, ReasonCode.ProviderOverloaded),
        Codex("cut", "cut", 0, ReasonCode.ProviderStreamCut),
        Codex("unreachable", "unreachable", 0, ReasonCode.ProviderUnreachable),
        FailureRow.CannotHappen("codex", "max turns", "The CLI has no limit of model calls; the gateway's budget and our time limit hold instead."),
        FailureRow.CannotHappen("codex", "budget", "The CLI knows no prices and has no budget; the gateway's holds instead."),
        Codex("bad resume", "bad-resume", 70, ReasonCode.HarnessSessionLost),
        Codex("SIGINT", "signal-INT", 130, ReasonCode.HarnessCrashed),
        Codex("SIGTERM", "signal-TERM", 0, ReasonCode.HarnessInterrupted),
        Codex("SIGHUP", "signal-HUP", 129, ReasonCode.HarnessCrashed),

        .. FailureRow.Cases.Select(name => FailureRow.CannotHappen("amp", name, "Its model calls are made by its vendor's servers, which a recording without an account does not show.")),
    ];

    private static FailureRow Claude(string name, string recording, int exitCode, ReasonCode reason) =>
        new("claude", name, $"claude-{recording}", exitCode, reason.ToString(), () => Recording.Reader());

    private static FailureRow Codex(string name, string recording, int exitCode, ReasonCode reason) =>
        new("codex", name, $"codex-{recording}", exitCode, reason.ToString(), CodexRecording.Reader);
}
