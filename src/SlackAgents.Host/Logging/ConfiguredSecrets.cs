using System.Security;
using System.Text.RegularExpressions;
using SlackAgents.Core.Policies;

namespace SlackAgents.Host.Logging;

/// <summary>Finds the secrets among the configuration by the names of their keys, so that a new section cannot be forgotten.</summary>
internal static partial class ConfiguredSecrets
{
    public static void Register(IConfiguration configuration, SecretRegistry registry)
    {
        foreach (var (key, value) in configuration.AsEnumerable())
        {
            if (string.IsNullOrWhiteSpace(value))
            {
                continue;
            }

            var name = key[(key.LastIndexOf(':') + 1)..];
            if (SecretName().IsMatch(name))
            {
                registry.Add(value);

                // A key in an environment variable often has its line breaks written as \n.
                registry.Add(value.Replace("\\n", "\n", StringComparison.Ordinal));
            }
            else if (Header().IsMatch(key))
            {
                // With a scheme (Bearer …), what stands behind it is the secret.
                registry.Add(value);
                registry.Add(value[(value.LastIndexOf(' ') + 1)..]);
            }
            else if (name.Equals("PrivateKeyPath", StringComparison.OrdinalIgnoreCase))
            {
                RegisterFile(value, registry);
            }
            else if (name.EndsWith("ConnectionString", StringComparison.OrdinalIgnoreCase))
            {
                registry.Add(Password().Match(value).Groups["value"].Value);
            }
        }
    }

    private static void RegisterFile(string path, SecretRegistry registry)
    {
        try
        {
            registry.Add(File.ReadAllText(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or SecurityException)
        {
            // A key that cannot be read cannot be logged either; its section reports the file by name.
        }
    }

    [GeneratedRegex("(Token|Secret|ApiKey|Api_Key|PrivateKey|Password)$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SecretName();

    [GeneratedRegex("^(Mcp:Servers:[^:]+|Telemetry):Headers:[^:]+$", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Header();

    [GeneratedRegex("(^|;)\\s*(Password|Pwd)\\s*=\\s*(?<value>[^;]+)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Password();
}
