namespace SlackAgents.Host.Health;

/// <summary>One thing that the product rests on. Asked in the background, never by a request.</summary>
internal interface IHealthProbe
{
    /// <summary>For the log, for example <c>sandbox engine</c>.</summary>
    string Name { get; }

    /// <summary>Whether commands can be taken without it: then what is wrong is a warning, and each run says for itself what it meets.</summary>
    bool OnlyWarns { get; }

    /// <summary>How long an answer is good for.</summary>
    TimeSpan Period { get; }

    /// <summary>What is wrong, as sentences with the next step; empty when all is well.</summary>
    Task<IReadOnlyList<string>> CheckAsync(CancellationToken cancellationToken);
}
