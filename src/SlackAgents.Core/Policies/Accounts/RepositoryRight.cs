namespace SlackAgents.Core.Policies.Accounts;

/// <summary>What an account may do with a repository; each includes those before it.</summary>
internal enum RepositoryRight
{
    None,
    Read,
    Write,

    /// <summary>GitHub's roles maintain and admin.</summary>
    Admin,
}
