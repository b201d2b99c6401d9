using SlackAgents.Core.Runs;

namespace SlackAgents.Core.Intake.Settings;

/// <summary>What people have set for a channel; null where they leave it to the configuration.</summary>
internal sealed record ChannelSettings
{
    public static ChannelSettings None { get; } = new();

    /// <summary><c>owner/name</c>.</summary>
    public string? Repository { get; init; }

    /// <summary>Goes with <see cref="Repository"/>.</summary>
    public string? Base { get; init; }

    /// <summary>Name of a harness.</summary>
    public string? Harness { get; init; }

    /// <summary>What stands after <c>model=</c>; goes with <see cref="Harness"/>.</summary>
    public string? Model { get; init; }

    public TurnDelivery? Steering { get; init; }

    public ContextMode? Context { get; init; }

    /// <summary>Name of the emoji whose reaction starts a run, or <see cref="Settings.TriggerEmoji.Off"/>.</summary>
    public string? TriggerEmoji { get; init; }

    /// <summary>These settings, and the configuration's where they say nothing. A branch stays with its repository and a model with its harness.</summary>
    public RunDefaults Over(RunDefaults configured) => new()
    {
        Repository = Repository ?? configured.Repository,
        Base = Repository is null ? configured.Base : Base,
        Harness = Harness ?? configured.Harness,
        Model = Harness is null ? configured.Model : Model,
        Steering = Steering ?? configured.Steering,
        Context = Context ?? configured.Context,
        TriggerEmoji = TriggerEmoji ?? configured.TriggerEmoji,
    };
}
