using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using SlackAgents.Core.Harnesses.Acp;
using SlackAgents.Core.Harnesses.Amp;

namespace SlackAgents.Core.Harnesses;

/// <summary>All errors at once, each naming its key.</summary>
/// <param name="findOwn">The harnesses of this program. Asked when validating and not before: they read these options themselves.</param>
internal sealed class HarnessOptionsValidator(Func<IEnumerable<IHarness>> findOwn) : IValidateOptions<HarnessOptions>
{
    private const string FallbackKey = $"{HarnessOptions.Section}:{nameof(HarnessOptions.Fallback)}";

    public ValidateOptionsResult Validate(string? name, HarnessOptions options)
    {
        var errors = new List<string>();
        List<IHarness> own = [.. findOwn(), .. options.Amp.Enabled ? [new AmpHarness()] : Array.Empty<IHarness>()];
        var words = own.SelectMany(harness => harness.Aliases.Prepend(harness.Name)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var known = string.Join(", ", own.Select(harness => harness.Name).Concat(options.Acp.Keys));
        bool IsKnown(string word) => words.Contains(word.Trim()) || options.Acp.ContainsKey(word.Trim());
        if (!IsKnown(options.Default))
        {
            errors.Add($"{HarnessOptions.Section}:{nameof(HarnessOptions.Default)} is '{options.Default}', which is no harness. Known: {known}.");
        }

        if (options.Fallback.Harness is { } fallback && !IsKnown(fallback))
        {
            errors.Add($"{FallbackKey}:{nameof(FallbackOptions.Harness)} is '{fallback}', which is no harness. Known: {known}.");
        }

        if (options.Fallback is { Model: not null, Harness: null })
        {
            errors.Add($"{FallbackKey}:{nameof(FallbackOptions.Model)} is set, but {FallbackKey}:{nameof(FallbackOptions.Harness)} is not.");
        }

        foreach (var (agent, settings) in options.Acp)
        {
            var key = $"{HarnessOptions.Section}:{nameof(HarnessOptions.Acp)}:{agent}";
            errors.AddRange(AcpAgentRules.ErrorsOf(key, agent, settings));
            if (words.Contains(agent))
            {
                errors.Add($"{key}: '{agent}' is a word for a harness that is there already. Choose another name.");
            }
        }

        errors.AddRange(ErrorsOf(nameof(HarnessOptions.Claude), options.Claude));
        errors.AddRange(ErrorsOf(nameof(HarnessOptions.Codex), options.Codex));
        errors.AddRange(ErrorsOf(nameof(HarnessOptions.Gemini), options.Gemini));
        errors.AddRange(ErrorsOf(nameof(HarnessOptions.OpenCode), options.OpenCode));
        errors.AddRange(ErrorsOf(nameof(HarnessOptions.Copilot), options.Copilot));
        errors.AddRange(ErrorsOf(nameof(HarnessOptions.Qwen), options.Qwen));
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static IEnumerable<string> ErrorsOf(string key, object section)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(section, new ValidationContext(section), results, validateAllProperties: true);
        return results.Select(result => $"{HarnessOptions.Section}:{key}:{string.Join(',', result.MemberNames)}: {result.ErrorMessage}");
    }
}
