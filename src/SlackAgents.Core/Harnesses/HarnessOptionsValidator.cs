using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace SlackAgents.Core.Harnesses;

/// <summary>All errors at once, each naming its key.</summary>
/// <param name="findCatalog">Asked when validating and not before: the harnesses in the catalogue read these options themselves.</param>
internal sealed class HarnessOptionsValidator(Func<HarnessCatalog> findCatalog) : IValidateOptions<HarnessOptions>
{
    public ValidateOptionsResult Validate(string? name, HarnessOptions options)
    {
        var errors = new List<string>();
        var catalog = findCatalog();
        if (catalog.Find(options.Default) is null)
        {
            errors.Add($"{HarnessOptions.Section}:{nameof(HarnessOptions.Default)} is '{options.Default}', which is no harness. Known: {string.Join(", ", catalog.Names)}.");
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
