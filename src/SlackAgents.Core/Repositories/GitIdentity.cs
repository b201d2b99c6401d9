namespace SlackAgents.Core.Repositories;

/// <summary>Name and e-mail address of a commit.</summary>
internal sealed record GitIdentity(string Name, string Email);
