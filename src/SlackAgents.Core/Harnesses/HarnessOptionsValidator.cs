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

        var results = new List<ValidationResult>();
        if (!Validator.TryValidateObject(options.Claude, new ValidationContext(options.Claude), results, validateAllProperties: true))
        {
            errors.AddRange(results.Select(result =>
                $"{HarnessOptions.Section}:{nameof(HarnessOptions.Claude)}:{string.Join(',', result.MemberNames)}: {result.ErrorMessage}"));
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
