using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Grammar;

namespace SlackAgents.Core.Intake.Desks;

/// <summary>A fork that waits for its confirmation.</summary>
/// <param name="Run">The run that is forked.</param>
/// <param name="Channel">Where it is to go.</param>
/// <param name="Key">Of the request, so that two confirmations make one run.</param>
internal sealed record ForkDraft(RunId Run, PersonId Person, string Channel, string Key)
{
    public string? Task { get; init; }

    public RunOptions Options { get; init; } = RunOptions.None;

    public static ForkDraft Of(RunId run, AgentCommand.Fork fork, PersonId person, string channel, string key) =>
        new(run, person, channel, key) { Task = fork.Task, Options = fork.Options };

    public AgentCommand.Fork ToCommand() => new(Run, Channel, Task, Options);
}
