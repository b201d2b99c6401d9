namespace SlackAgents.Core.Policies;

/// <summary>Takes secrets out of text: known ones by their value, unknown ones by their shape.</summary>
/// <param name="registry">The secrets of this process.</param>
/// <param name="redactShapes">Replaces whatever looks like a credential of a known vendor.</param>
internal sealed class SecretRedactor(SecretRegistry registry, Func<string, string> redactShapes)
{
    public string Redact(string text) => redactShapes(registry.Redact(text));
}
