namespace SlackAgents.Core.Repositories;

/// <param name="Sha">The commit that the branch has on the host now.</param>
/// <param name="AlreadyThere">True when an earlier call, before a crash perhaps, had pushed it.</param>
internal sealed record PushResult(string Sha, bool AlreadyThere);
