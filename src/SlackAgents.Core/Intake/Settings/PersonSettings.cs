using SlackAgents.Core.Runs;

namespace SlackAgents.Core.Intake.Settings;

/// <summary>What a person has set for their own runs; null where they leave it to the channel.</summary>
internal sealed record PersonSettings
{
    public static PersonSettings None { get; } = new();

    /// <summary>Name of a harness.</summary>
    public string? Harness { get; init; }

    /// <summary>What stands after <c>model=</c>; goes with <see cref="Harness"/>.</summary>
    public string? Model { get; init; }

    public TurnDelivery? Steering { get; init; }

    public ContextMode? Context { get; init; }

    /// <summary>Which messages of the person's runs mention them.</summary>
    public NotificationChoice Notifications { get; init; }

    public RunDefaults ToDefaults() => new() { Harness = Harness, Model = Model, Steering = Steering, Context = Context };
}
