using System.Text;

namespace SlackAgents.Gateway.Tools;

/// <summary>
/// Takes secrets out of a stream of bytes. Holds back no more than an end that may be the beginning of a secret, so that
/// events pass as soon as they come.
/// </summary>
internal sealed class SecretFilter(IReadOnlyCollection<string> secrets)
{
    private static readonly byte[] Mask = "[redacted]"u8.ToArray();

    private readonly byte[][] _secrets = [.. secrets.Where(secret => secret.Length > 0).Select(Encoding.UTF8.GetBytes).OrderByDescending(secret => secret.Length)];
    private byte[] _held = [];

    /// <summary>What may go out now.</summary>
    public ReadOnlyMemory<byte> Pass(ReadOnlySpan<byte> bytes)
    {
        byte[] text = [.. _held, .. bytes];
        var result = new MemoryStream(text.Length);
        var at = 0;
        while (at < text.Length)
        {
            var rest = text.AsSpan(at);
            if (Complete(rest) is { } length)
            {
                result.Write(Mask);
                at += length;
            }
            else if (MayBegin(rest))
            {
                break;
            }
            else
            {
                result.WriteByte(text[at++]);
            }
        }

        _held = text[at..];
        return result.GetBuffer().AsMemory(0, (int)result.Length);
    }

    /// <summary>What was held back, when nothing comes any more.</summary>
    public ReadOnlyMemory<byte> End()
    {
        var held = _held;
        _held = [];
        return held;
    }

    private int? Complete(ReadOnlySpan<byte> text)
    {
        foreach (var secret in _secrets)
        {
            if (text.StartsWith(secret))
            {
                return secret.Length;
            }
        }

        return null;
    }

    private bool MayBegin(ReadOnlySpan<byte> text)
    {
        foreach (var secret in _secrets)
        {
            if (text.Length < secret.Length && secret.AsSpan().StartsWith(text))
            {
                return true;
            }
        }

        return false;
    }
}
