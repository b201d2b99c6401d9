using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using SlackAgents.Core.Harnesses.Acp;
using SlackAgents.Core.Harnesses.Amp;

namespace SlackAgents.Core.Harnesses;

/// <summary>All errors at once, each naming its key.</summary>
/// <param name="findOwn">The harnesses of this program. Asked when validating and not before: they read these options themselves.</param>
internal sealed class HarnessOptionsValidator(Func<IEnumerable<IHarness>> findOwn) : IValidateOptions<HarnessOptions>
{
    public ValidateOptionsResult Validate(string? name, HarnessOptions options)
    {
        var errors = new List<string>();
        List<IHarness> own = [.. findOwn(), .. options.Amp.Enabled ? [new AmpHarness()] : Array.Empty<IHarness>()];
        var words = own.SelectMany(harness => harness.Aliases.Prepend(harness.Name)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (!words.Contains(options.Default.Trim()) && !options.Acp.ContainsKey(options.Default.Trim()))
        {
            var known = own.Select(harness => harness.Name).Concat(options.Acp.Keys);
            errors.Add($"{HarnessOptions.Section}:{nameof(HarnessOptions.Default)} is '{options.Default}', which is no harness. Known: {string.Join(", ", known)}.");
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

        errors.AddRange(ErrorsOf(options.Fallback, catalog));
        errors.AddRange(ErrorsOf(nameof(HarnessOptions.Claude), options.Claude));
        errors.AddRange(ErrorsOf(nameof(HarnessOptions.Codex), options.Codex));
        errors.AddRange(ErrorsOf(nameof(HarnessOptions.Gemini), options.Gemini));
        errors.AddRange(ErrorsOf(nameof(HarnessOptions.OpenCode), options.OpenCode));
        errors.AddRange(ErrorsOf(nameof(HarnessOptions.Copilot), options.Copilot));
        errors.AddRange(ErrorsOf(nameof(HarnessOptions.Qwen), options.Qwen));
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static IEnumerable<string> ErrorsOf(FallbackOptions fallback, HarnessCatalog catalog)
    {
        const string Key = $"{HarnessOptions.Section}:{nameof(HarnessOptions.Fallback)}";
        if (fallback.Harness is { } word && catalog.Find(word) is null)
        {
            yield return $"{Key}:{nameof(FallbackOptions.Harness)} is '{word}', which is no harness. Known: {string.Join(", ", catalog.Names)}.";
        }

        if (fallback.Model is not null && fallback.Harness is null)
        {
            yield return $"{Key}:{nameof(FallbackOptions.Model)} is set, but {Key}:{nameof(FallbackOptions.Harness)} is not.";
        }
    }

    private static IEnumerable<string> ErrorsOf(string key, object section)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(section, new ValidationContext(section), results, validateAllProperties: true);
        return results.Select(result => $"{HarnessOptions.Section}:{key}:{string.Join(',', result.MemberNames)}: {result.ErrorMessage}");
    }
}
