namespace SlackAgents.Core.Sandboxes;

/// <summary>The sandbox's only door. One Unix socket per run, four services behind it: models, git, tools, web.</summary>
internal interface IGateway
{
    /// <summary>
    /// Opens (or, after a restart, opens again) <c>gateway.sock</c> in the run's directory.
    /// Disposing the result closes the door.
    /// </summary>
    Task<IAsyncDisposable> OpenAsync(GatewaySession session, CancellationToken cancellationToken);
}
