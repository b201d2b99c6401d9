using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.Extensions.Options;

namespace SlackAgents.Core.Policies;

/// <summary>All errors of all prices at once, each naming its key.</summary>
internal sealed class ModelOptionsValidator : IValidateOptions<ModelOptions>
{
    public ValidateOptionsResult Validate(string? name, ModelOptions options)
    {
        var errors = options.Prices.SelectMany(ErrorsOf).ToList();
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static IEnumerable<string> ErrorsOf(ModelPrice price, int index)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(price, new ValidationContext(price), results, validateAllProperties: true);
        return results.Select(result => string.Create(
            CultureInfo.InvariantCulture, $"{ModelOptions.Section}:{index}:{string.Join(',', result.MemberNames)}: {result.ErrorMessage}"));
    }
}
