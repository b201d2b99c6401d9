using System.Security.Cryptography;

namespace SlackAgents.Core.Runs;

/// <summary>UUIDs for prompts and sessions that nobody can guess.</summary>
internal static class PromptIds
{
    public static string New() => new Guid(RandomNumberGenerator.GetBytes(16)).ToString();
}
