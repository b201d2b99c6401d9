using System.Globalization;
using Serilog.Events;
using Serilog.Formatting;
using SlackAgents.Core.Policies;

namespace SlackAgents.Host.Logging;

/// <summary>
/// Stands between the logger and every sink: what is written is the whole event as text (message, properties, nested
/// objects, exception) with the secrets taken out. There is no sink without it.
/// </summary>
internal sealed class RedactingFormatter(ITextFormatter inner, SecretRedactor redactor) : ITextFormatter
{
    public void Format(LogEvent logEvent, TextWriter output)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        inner.Format(logEvent, text);
        output.Write(redactor.Redact(text.ToString()));
    }
}
