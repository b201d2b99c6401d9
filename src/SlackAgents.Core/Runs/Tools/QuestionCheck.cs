using SlackAgents.Core.Policies;
using SlackAgents.Core.Sandboxes;

namespace SlackAgents.Core.Runs.Tools;

/// <summary>Bounds and cleans what an agent asks before anybody sees it.</summary>
internal static class QuestionCheck
{
    private const int MaxText = 2_000;
    private const int MaxOptions = 5;

    /// <summary>What a button holds (docs.slack.dev/reference/block-kit/block-elements/button-element).</summary>
    private const int MaxOption = 75;

    /// <returns>The question as it is to be asked, or why it is not.</returns>
    public static (ToolQuestion? Question, string? Refusal) Check(ToolQuestion asked, SecretRedactor redactor)
    {
        var text = redactor.Redact(asked.Text).ReplaceLineEndings("\n").Trim();
        var options = asked.Options.Select(option => string.Join(' ', redactor.Redact(option).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))).ToList();
        var refusal = text.Length == 0 ? "The question is empty. Ask again with the text that people are to read."
            : text.Length > MaxText ? $"A question can have up to {MaxText} characters; this one has {text.Length}. Ask it shorter."
            : options.Count > MaxOptions ? $"A question can have up to {MaxOptions} options; this one has {options.Count}. Offer fewer."
            : options.Any(option => option.Length is 0 or > MaxOption) ? $"Each option has 1 to {MaxOption} characters. Put the details into the question."
            : options.Distinct(StringComparer.OrdinalIgnoreCase).Count() < options.Count ? "Two options are the same. Make each one different."
            : options.Count == 0 && !asked.AllowFreeText ? "Without options an answer can only be free text. Give options, or leave allow_free_text out."
            : null;
        return refusal is null ? (new ToolQuestion(text, options, asked.AllowFreeText), null) : (null, refusal);
    }
}
