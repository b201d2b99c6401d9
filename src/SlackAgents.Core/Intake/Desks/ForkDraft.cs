using SlackAgents.Core.Ids;
using SlackAgents.Core.Intake.Grammar;
using SlackAgents.Core.Runs;

namespace SlackAgents.Core.Intake.Desks;

/// <summary>A fork that waits for its confirmation.</summary>
/// <param name="Run">The run that is forked.</param>
/// <param name="Channel">Where it is to go.</param>
/// <param name="Key">Of the request, so that two confirmations make one run.</param>
internal sealed record ForkDraft(string Run, string Team, string User, string Channel, string Key)
{
    public string? Task { get; init; }

    public string? Repository { get; init; }

    public string? Base { get; init; }

    public string? Harness { get; init; }

    public string? Model { get; init; }

    public bool? Push { get; init; }

    public TurnDelivery? Steering { get; init; }

    public ContextMode? Context { get; init; }

    public static ForkDraft Of(RunId run, AgentCommand.Fork fork, PersonId person, string channel, string key) => new(run.Value, person.Team, person.User, channel, key)
    {
        Task = fork.Task,
        Repository = fork.Options.Repository?.ToString(),
        Base = fork.Options.Base,
        Harness = fork.Options.Harness,
        Model = fork.Options.Model,
        Push = fork.Options.Push,
        Steering = fork.Options.Steering,
        Context = fork.Options.Context,
    };

    public AgentCommand.Fork ToCommand() => new(
        RunId.Parse(Run),
        Channel,
        Task,
        new RunOptions
        {
            Repository = Repository is null ? null : RepositoryName.Parse(Repository),
            Base = Base,
            Harness = Harness,
            Model = Model,
            Push = Push,
            Steering = Steering,
            Context = Context,
        });
}
