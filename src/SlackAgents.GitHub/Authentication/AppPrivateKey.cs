using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace SlackAgents.GitHub.Authentication;

/// <summary>The App's private key, read once. Nothing of it is ever in a message.</summary>
internal sealed class AppPrivateKey(IOptions<GitHubOptions> options) : IDisposable
{
    private const string HowTo = "Create one on the page of your GitHub App under 'Private keys'";

    private readonly Lazy<RSA> _key = new(() => Read(options.Value));

    /// <summary>RSASSA-PKCS1-v1_5 with SHA-256, as RS256 asks (RFC 7518 §3.3).</summary>
    public byte[] Sign(byte[] data)
    {
        // RSA objects are not documented to be safe for several threads.
        lock (_key)
        {
            return _key.Value.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
    }

    public void Dispose()
    {
        if (_key.IsValueCreated)
        {
            _key.Value.Dispose();
        }
    }

    /// <summary>What is wrong with the configured key, as a sentence; null when it can sign.</summary>
    public static string? Check(GitHubOptions options)
    {
        var hasPath = !string.IsNullOrWhiteSpace(options.PrivateKeyPath);
        var hasText = !string.IsNullOrWhiteSpace(options.PrivateKey);
        if (hasPath == hasText)
        {
            return hasPath
                ? "GitHub:PrivateKeyPath and GitHub:PrivateKey are both set. Set one of them."
                : $"GitHub:PrivateKeyPath is missing. {HowTo}, save the file where only this user can read it, and set its path (or set GitHub:PrivateKey to its content).";
        }

        var key = hasPath ? "GitHub:PrivateKeyPath" : "GitHub:PrivateKey";
        try
        {
            using var rsa = Read(options);
            return rsa.KeySize >= 2048 ? null : $"{key} holds a key of {rsa.KeySize} bits. {HowTo}.";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return $"GitHub:PrivateKeyPath names '{options.PrivateKeyPath}', which cannot be read ({exception.GetType().Name}). Check the path and the rights of the file.";
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            return $"{key} is no RSA private key in PEM form. {HowTo} and use the whole file, from the BEGIN line to the END line.";
        }
    }

    private static RSA Read(GitHubOptions options)
    {
        var pem = string.IsNullOrWhiteSpace(options.PrivateKey)
            ? File.ReadAllText(options.PrivateKeyPath)
            : options.PrivateKey.Replace("\\n", "\n", StringComparison.Ordinal);
        var rsa = RSA.Create();
        try
        {
            rsa.ImportFromPem(pem);
            // A public key imports as well; only this tells it apart.
            _ = rsa.SignData([0], HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            return rsa;
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            rsa.Dispose();
            throw;
        }
    }
}
