using System.Security.Cryptography;

namespace SlackAgents.Playground.Wire;

/// <summary>Random identifiers in the alphabets the services use.</summary>
internal static class RandomText
{
    private const string UpperAlphanumeric = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789";
    private const string Alphanumeric = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    public static string Upper(int length) => RandomNumberGenerator.GetString(UpperAlphanumeric, length);

    public static string Mixed(int length) => RandomNumberGenerator.GetString(Alphanumeric, length);

    public static string Hex(int bytes) => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(bytes));
}
