using System.Collections.Frozen;

namespace SlackAgents.Core.Reasons;

/// <summary>Sentence and next step of each reason. docs/operations.md has the same rows; a test keeps both complete.</summary>
internal static class ReasonCatalog
{
    private static readonly FrozenDictionary<ReasonCode, Reason> Reasons = new Dictionary<ReasonCode, Reason>
    {
        [ReasonCode.Completed] = new("The agent finished.", "Review the pull request, or reply here to go on.", false),
        [ReasonCode.CompletedWithoutChanges] = new("The agent finished without changing a file.", "Reply here to go on; no pull request was opened.", false),
        [ReasonCode.StoppedByPerson] = new("The run was stopped.", "Reply here to go on from where it stopped.", true),
        [ReasonCode.InterruptedByReply] = new("A reply interrupted the turn.", "The reply goes to the agent next.", false),
        [ReasonCode.Replaced] = new("The task goes on in another repository.", "Follow the new run in the same thread.", false),
        [ReasonCode.TimeLimit] = new("The turn reached its time limit.", "Reply with a smaller step, or ask an operator to raise Runs:TurnTimeout.", true),
        [ReasonCode.SilenceLimit] = new("The agent said nothing for too long and was ended.", "Retry; if it happens again, look at the last line of the trace.", true),
        [ReasonCode.TokenLimit] = new("The run used up its tokens.", "Start a new run for the rest, or ask an operator to raise Runs:MaxTokens.", false),
        [ReasonCode.CostLimit] = new("The run used up its budget.", "Start a new run for the rest, or ask an operator to raise Runs:MaxCostUsd.", false),
        [ReasonCode.OutputLimit] = new("The agent wrote more output than a turn may.", "Ask for less output, or ask an operator to raise Runs:MaxOutputMb.", true),
        [ReasonCode.DiskLimit] = new("The sandbox wrote more to its disk than it may.", "Ask for a smaller step, or ask an operator to raise Sandbox:DiskMb.", true),
        [ReasonCode.MemoryLimit] = new("The sandbox ran out of memory.", "Ask for a smaller step, or ask an operator to raise Sandbox:MemoryMb.", true),
        [ReasonCode.QueueFull] = new("Too many runs are waiting.", "Try again later, or stop a run that is no longer needed.", true),
        [ReasonCode.ProviderKeyRejected] = new("The model provider rejected our key.", "An operator has to set a valid ApiKey for it under Providers; then retry.", true),
        [ReasonCode.ProviderForbidden] = new("The model provider does not allow this request.", "An operator has to check the key's permissions; then retry.", true),
        [ReasonCode.ProviderOutOfCredit] = new("The model provider's credit is used up.", "An operator has to add credit; then retry.", true),
        [ReasonCode.ProviderRateLimited] = new("The model provider limits our rate.", "Wait a few minutes, then retry.", true),
        [ReasonCode.ProviderOverloaded] = new("The model provider is overloaded.", "Wait a few minutes, then retry.", true),
        [ReasonCode.ProviderError] = new("The model provider answered with an error.", "Retry; if it happens again, look at the provider's status page.", true),
        [ReasonCode.ProviderUnreachable] = new("The model provider could not be reached.", "An operator has to check the provider's BaseUrl under Providers and the network; then retry.", true),
        [ReasonCode.ProviderStreamCut] = new("The model's answer broke off again and again.", "Retry.", true),
        [ReasonCode.ProviderRefusedRequest] = new("The model provider refused the request.", "Shorten the task or name another model, then retry.", true),
        [ReasonCode.ModelUnknown] = new("The model provider does not know this model.", "Name another one with model=, or leave it out for the default.", false),
        [ReasonCode.ProviderNotConfigured] = new("There is no key for this model's provider.", "An operator has to set the provider's ApiKey; or name another model with model=.", true),
        [ReasonCode.HarnessMaxTurns] = new("The agent used up its steps before it was done.", "Reply to let it go on.", true),
        [ReasonCode.HarnessBudget] = new("The agent's own budget was used up.", "Reply to let it go on.", true),
        [ReasonCode.HarnessInterrupted] = new("The agent was interrupted before it was done.", "Retry.", true),
        [ReasonCode.HarnessSessionLost] = new("The agent's earlier session could not be found.", "Retry: it starts a fresh session on the same branch.", true),
        [ReasonCode.HarnessCrashed] = new("The agent's program ended unexpectedly.", "Retry; the trace holds its last words.", true),
        [ReasonCode.HarnessProtocol] = new("The agent's program ended without a result.", "Retry; the trace holds its last words.", true),
        [ReasonCode.HarnessUnavailable] = new("This agent is not in the sandbox image.", "An operator has to run scripts/sandbox-image for it; or name another agent with harness=.", true),
        [ReasonCode.EngineUnreachable] = new("The container engine does not answer.", "An operator has to start Docker; then retry.", true),
        [ReasonCode.ImageMissing] = new("The sandbox image is missing.", "An operator has to run scripts/sandbox-image; then retry.", true),
        [ReasonCode.SandboxRefused] = new("The container engine refused to start the sandbox.", "An operator finds the cause in the log; then retry.", true),
        [ReasonCode.SandboxLost] = new("The sandbox disappeared while the agent worked.", "Retry: a new sandbox continues from what was pushed last.", true),
        [ReasonCode.WorkspaceFailed] = new("The workspace could not be made ready.", "Retry; the trace shows the step that failed.", true),
        [ReasonCode.WorkNotHandedOver] = new("The agent's work could not be taken out of the sandbox.", "Retry: the work is still in the sandbox, and the trace shows what git said.", true),
        [ReasonCode.RepositoryNotInstalled] = new("The GitHub App cannot see this repository.", "Check the name, or install the App on it.", true),
        [ReasonCode.RepositoryReadOnly] = new("The repository is archived or disabled.", "Name another repository with repo=owner/name.", false),
        [ReasonCode.BaseBranchMissing] = new("The base branch does not exist.", "Name an existing one with base=, or leave it out for the default.", false),
        [ReasonCode.RepositoryNotAllowed] = new("GitHub does not allow the App to do this.", "An owner has to grant the permission on the App's installation page; then retry.", true),
        [ReasonCode.RepositoryRateLimited] = new("GitHub limits our rate.", "Wait a few minutes, then retry.", true),
        [ReasonCode.RepositoryUnavailable] = new("GitHub does not answer.", "Wait a few minutes, then retry.", true),
        [ReasonCode.RepositoryGitFailed] = new("Git failed on the host.", "Retry; an operator finds the cause in the log.", true),
        [ReasonCode.PushRefusedByPolicy] = new("The push policy does not admit these changes.", "Reply with what to change; of this change nothing has reached GitHub.", false),
        [ReasonCode.ApprovalNeeded] = new("The changes wait for an approval.", "Say approve or reject, or reply with what to change.", false),
        [ReasonCode.ChangesRejected] = new("The changes were rejected.", "Reply with what to change; nothing of this change has reached GitHub.", false),
        [ReasonCode.ApprovalExpired] = new("Nobody approved the changes in time.", "Retry to be asked again, or reply with what to change; nothing of this change has reached GitHub.", true),
        [ReasonCode.PushRejectedByHost] = new("GitHub rejected the push.", "Reply with what to change, or change the branch rules; then retry.", true),
        [ReasonCode.PullRequestFailed] = new("The branch is on GitHub, but the pull request could not be opened.", "Retry, or open it by hand from the branch.", true),
        [ReasonCode.ChannelUnreachable] = new("The run's channel is closed to the bot.", "Invite the bot to the channel, then start the run again.", false),
        [ReasonCode.InternalError] = new("Something went wrong on our side.", "Retry; an operator finds the cause in the log.", true),
    }.ToFrozenDictionary();

    public static Reason Of(ReasonCode code) => Reasons[code];
}
