namespace SlackAgents.Core.Intake.Settings;

/// <summary>What a request gets where it says nothing itself: the thread's, else the person's, else the channel's, else the workspace's.</summary>
internal sealed record DefaultLayers(RunDefaults Thread, RunDefaults Person, RunDefaults Channel, RunDefaults Workspace)
{
    /// <summary>The layers, the strongest first, each with a word for people.</summary>
    public IReadOnlyList<(string Source, RunDefaults Defaults)> InOrder { get; } =
        [("this thread", Thread), ("your setting", Person), ("channel default", Channel), ("workspace default", Workspace)];

    /// <summary>The strongest layer that says something; default when none does.</summary>
    public (string Source, T Value)? First<T>(Func<RunDefaults, T?> read)
        where T : class => InOrder.Select(layer => (layer.Source, Value: read(layer.Defaults))).FirstOrDefault(layer => layer.Value is not null) is { Value: { } value } found
            ? (found.Source, value)
            : null;

    /// <inheritdoc cref="First{T}(Func{RunDefaults, T})"/>
    public T? FirstValue<T>(Func<RunDefaults, T?> read)
        where T : struct => InOrder.Select(layer => read(layer.Defaults)).FirstOrDefault(value => value is not null);
}
