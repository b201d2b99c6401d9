namespace SlackAgents.Host.Health;

/// <summary>One thing without which no command can be served. Asked in the background, never by a request.</summary>
internal interface IHealthProbe
{
    /// <summary>For the log, for example <c>sandbox engine</c>.</summary>
    string Name { get; }

    /// <summary>How long an answer is good for.</summary>
    TimeSpan Period { get; }

    /// <summary>What is wrong, as sentences with the next step; empty when all is well.</summary>
    Task<IReadOnlyList<string>> CheckAsync(CancellationToken cancellationToken);
}
