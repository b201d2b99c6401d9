using System.Text;

namespace SlackAgents.Core.Runs.Tools;

/// <summary>
/// Kinds of files that may be attached, recognised by what is in them and not by their name: text, pictures that Slack
/// shows, PDF. Archives and programs are not among them: nobody can see what is inside.
/// </summary>
internal static class ContentKinds
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <returns>The extensions that fit, the usual one first; null when it is no such kind. Text has the first <c>txt</c>, and fits most names.</returns>
    public static IReadOnlyList<string>? Recognise(ReadOnlySpan<byte> content) =>
        content is [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] ? ["png"]
        : content is [0xff, 0xd8, 0xff, ..] ? ["jpg", "jpeg"]
        : content.StartsWith("GIF87a"u8) || content.StartsWith("GIF89a"u8) ? ["gif"]
        : content.Length > 12 && content.StartsWith("RIFF"u8) && content[8..12].SequenceEqual("WEBP"u8) ? ["webp"]
        : content.StartsWith("%PDF-"u8) ? ["pdf"]
        : Text(content) is not null ? ["txt"]
        : null;

    /// <summary>The text, or null when it is none.</summary>
    public static string? Text(ReadOnlySpan<byte> content)
    {
        try
        {
            var text = Strict.GetString(content);
            return text.Any(character => char.IsControl(character) && character is not ('\n' or '\r' or '\t' or '\f' or '\u001b')) ? null : text;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
