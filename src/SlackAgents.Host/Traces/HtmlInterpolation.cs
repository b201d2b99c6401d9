using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace SlackAgents.Host.Traces;

/// <summary>Builds <see cref="Html"/> from an interpolated string: the literal parts are markup, every value is escaped text.</summary>
[InterpolatedStringHandler]
internal readonly ref struct HtmlInterpolation
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly StringBuilder _markup;

    public HtmlInterpolation(int literalLength, int formattedCount) => _markup = new StringBuilder(literalLength + (formattedCount * 16));

    public void AppendLiteral(string markup) => _markup.Append(markup);

    public void AppendFormatted(Html markup) => _markup.Append(markup.Markup);

    public void AppendFormatted(string? text) => _markup.Append(Encoder.Encode(text ?? string.Empty));

    public void AppendFormatted<T>(T value)
        where T : IFormattable => AppendFormatted(value, null);

    public void AppendFormatted<T>(T value, string? format)
        where T : IFormattable => AppendFormatted(value.ToString(format, CultureInfo.InvariantCulture));

    public string ToMarkup() => _markup.ToString();
}
