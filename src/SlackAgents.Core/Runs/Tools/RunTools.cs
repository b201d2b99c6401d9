using SlackAgents.Core.Policies;
using SlackAgents.Core.Runs.Live;
using SlackAgents.Core.Sandboxes;

namespace SlackAgents.Core.Runs.Tools;

/// <summary>What a run's door offers of tools.</summary>
internal sealed class RunTools(ToolServers servers, Questions questions, Attachments attachments, CardUpdates cards, SecretRedactor redactor, TimeProvider time)
{
    /// <summary>The built-in tools, or null when the operator has switched them off.</summary>
    public IAgentTools? Open(LiveRun live) => servers.BuiltIn ? new AgentTools(live, questions, attachments, cards, redactor, new ProgressPace(time)) : null;

    /// <summary>What the tool that asks people is called for the run's agent.</summary>
    public string AskToolOf(Run run) => servers.AskToolOf(run);

    /// <summary>The operator's servers that the run may use.</summary>
    public IReadOnlyList<string> ServersFor(Run run) => servers.NamesFor(run);
}
