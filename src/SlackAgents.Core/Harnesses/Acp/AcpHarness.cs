using SlackAgents.Core.Harnesses.Driver;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Sandboxes;

namespace SlackAgents.Core.Harnesses.Acp;

/// <summary>
/// An agent that speaks the Agent Client Protocol. The driver in the sandbox does the talking; an agent's own folder
/// says how its program is started, where its session lies, and what it does in its own way.
/// </summary>
internal abstract class AcpHarness(AcpQuirks quirks) : IHarness
{
    /// <summary>How long a call of a tool server may take, in milliseconds: a day, because it may wait for a person. Other limits come first.</summary>
    public const int ToolTimeout = 24 * 60 * 60 * 1000;

    public abstract string Name { get; }

    public abstract string DisplayName { get; }

    public abstract IReadOnlyList<string> Aliases { get; }

    public abstract IReadOnlyList<string> Providers { get; }

    public virtual CompatibleApi Compatible => CompatibleApi.None;

    public abstract string DefaultModel { get; }

    public virtual string AskTool => McpOptions.AskTool;

    public abstract IReadOnlyList<string> SessionPaths { get; }

    public SteeringWay Steering { get; } = AcpSteering.Way(quirks.Steer);

    public HarnessLaunch Launch(HarnessTurn turn)
    {
        var start = Start(turn);
        var plan = new DriverPlan
        {
            Dialect = AcpMethods.Dialect,
            Command = start.Command,
            PromptId = turn.PromptId,
            Prompt = turn.Prompt,
            Instructions = turn.Instructions,
            Model = start.SessionModel,
            ResumeSession = turn.Resume ? turn.SessionId : null,
            ResumeMethod = quirks.ResumeMethod,
            SessionMode = quirks.SessionMode,
            Steer = quirks.Steer,
            McpServers = start.NamesServers ? [] : turn.McpServers,
            Files = start.Files,
        };
        return new HarnessLaunch(DriverPlan.Program, Environment(start), [plan.ToLine()]);
    }

    public IHarnessReader CreateReader(HarnessTurn turn) => new AcpReader(quirks, turn);

    public string Steer(string messageId, string text) => DriverLines.Steer(messageId, text);

    public string Interrupt(string requestId) => DriverLines.Interrupt(requestId);

    protected abstract AcpStart Start(HarnessTurn turn);

    // What every program is told: nobody watches, and there is nowhere to report to.
    private static Dictionary<string, string> Environment(AcpStart start)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["CI"] = "1",
            ["NO_COLOR"] = "1",
            ["DISABLE_TELEMETRY"] = "1",
            ["DO_NOT_TRACK"] = "1",
            ["DISABLE_AUTOUPDATER"] = "1",
            ["DISABLE_ERROR_REPORTING"] = "1",
        };
        foreach (var (name, value) in start.Environment)
        {
            environment[name] = value;
        }

        return environment;
    }
}
