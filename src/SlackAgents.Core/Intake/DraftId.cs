using System.Security.Cryptography;

namespace SlackAgents.Core.Intake;

/// <summary>Names of drafts: they travel through Slack and back, so nobody must be able to guess one.</summary>
internal static class DraftId
{
    private const string Alphabet = "abcdefghijkmnpqrstuvwxyz23456789";

    /// <summary>130 bits.</summary>
    private const int Length = 26;

    /// <summary>How long somebody may take to choose.</summary>
    public static TimeSpan Lifetime { get; } = TimeSpan.FromHours(24);

    public static string New() => RandomNumberGenerator.GetString(Alphabet, Length);
}
