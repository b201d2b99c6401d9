using System.Text;

namespace SlackAgents.Core.Runs.Tools;

/// <summary>
/// Kinds of files that may be attached, recognised by what is in them and not by their name: text, pictures that Slack
/// shows, PDF. Archives and programs are not among them: nobody can see what is inside.
/// </summary>
internal static class ContentKinds
{
    /// <summary>Bytes in which a drawing says that it is one: declarations and comments come before.</summary>
    private const int SvgStart = 4_096;

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

    /// <param name="extensions">As <see cref="Recognise"/> found them.</param>
    public static string MimeTypeOf(IReadOnlyList<string> extensions) => extensions[0] switch
    {
        "jpg" => "image/jpeg",
        "pdf" => "application/pdf",
        "txt" => "text/plain",
        var image => $"image/{image}",
    };

    /// <summary>A drawing that is a program: it may hold scripts and load what it likes.</summary>
    public static bool IsSvg(ReadOnlySpan<byte> content)
    {
        var start = Encoding.UTF8.GetString(content[..Math.Min(content.Length, SvgStart)]);
        return start.TrimStart('\ufeff', ' ', '\t', '\r', '\n').StartsWith('<') && start.Contains("<svg", StringComparison.OrdinalIgnoreCase);
    }

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
