namespace SlackAgents.Gateway.Providers;

/// <summary>Takes a secret out of a text.</summary>
internal static class SecretMask
{
    public const string Mask = "[redacted]";

    public static string Apply(string text, string secret) =>
        secret.Length == 0 ? text : text.Replace(secret, Mask, StringComparison.Ordinal);
}
