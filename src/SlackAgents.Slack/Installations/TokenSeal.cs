using System.Security.Cryptography;
using System.Text;

namespace SlackAgents.Slack.Installations;

/// <summary>
/// Encrypts tokens with AES-256-GCM under a key that is not in the database, so that a copy of the database alone gives
/// none. A token is bound to its workspace: moved to another one, it does not open.
/// </summary>
/// <param name="keyFile">Where the key is kept, for sentences that name it.</param>
/// <param name="key">Asked for when the first token is sealed or opened.</param>
internal sealed class TokenSeal(string keyFile, Func<byte[]> key)
{
    private const int KeyBytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private readonly Lazy<(byte[] Bytes, string Id)> _key = new(() =>
    {
        var bytes = key();
        return bytes.Length == KeyBytes
            ? (bytes, Convert.ToHexStringLower(HMACSHA256.HashData(bytes, "slack-installations key id"u8))[..16])
            : throw new TokenSealException($"{keyFile} is not a key of {KeyBytes} bytes. Bring back the file that was there.");
    });

    /// <exception cref="TokenSealException">The key cannot be used.</exception>
    public SealedToken Seal(string team, string token)
    {
        var (bytes, id) = _key.Value;
        var plain = Encoding.UTF8.GetBytes(token);
        var nonce = RandomNumberGenerator.GetBytes(NonceBytes);
        var text = new byte[plain.Length];
        var tag = new byte[TagBytes];
        using var aes = new AesGcm(bytes, TagBytes);
        aes.Encrypt(nonce, plain, text, tag, Binding(team, id));
        return new SealedToken(id, nonce, text, tag);
    }

    /// <exception cref="TokenSealException">It was sealed with another key, for another workspace, or was changed.</exception>
    public string Open(string team, SealedToken token)
    {
        var (bytes, id) = _key.Value;
        if (token.Key != id)
        {
            throw new TokenSealException(
                $"The token of workspace {team} was encrypted with another key than the one in {keyFile}. Bring back the file that was there (it belongs to the backup of the data directory); without it, install the app again in each workspace on a new database.");
        }

        var plain = new byte[token.Text.Length];
        try
        {
            using var aes = new AesGcm(bytes, TagBytes);
            aes.Decrypt(token.Nonce, token.Text, token.Tag, plain, Binding(team, id));
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            throw new TokenSealException($"The stored token of workspace {team} does not open with {keyFile}: it was changed. Bring back the database, or install the app in that workspace again.", exception);
        }

        return Encoding.UTF8.GetString(plain);
    }

    private static byte[] Binding(string team, string key) => Encoding.UTF8.GetBytes($"slack-installation:{key}:{team}");
}
