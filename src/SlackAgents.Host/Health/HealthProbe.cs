namespace SlackAgents.Host.Health;

/// <summary>A probe made of a function: what most of them are.</summary>
internal sealed class HealthProbe(string name, TimeSpan period, Func<CancellationToken, Task<IReadOnlyList<string>>> check, bool onlyWarns = false) : IHealthProbe
{
    public bool OnlyWarns { get; } = onlyWarns;

    public string Name { get; } = name;

    public TimeSpan Period { get; } = period;

    public Task<IReadOnlyList<string>> CheckAsync(CancellationToken cancellationToken) => check(cancellationToken);
}
