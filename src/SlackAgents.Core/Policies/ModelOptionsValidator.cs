using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace SlackAgents.Core.Policies;

/// <summary>All errors of all models and aliases at once, each naming its key.</summary>
internal sealed partial class ModelOptionsValidator : IValidateOptions<ModelOptions>
{
    public ValidateOptionsResult Validate(string? name, ModelOptions options)
    {
        var errors = options.Prices.SelectMany(ErrorsOf).Concat(options.Aliases.SelectMany(alias => ErrorsOf(alias.Key, alias.Value))).ToList();
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static IEnumerable<string> ErrorsOf(ModelPrice price, int index)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(price, new ValidationContext(price), results, validateAllProperties: true);
        return results.Select(result => string.Create(
            CultureInfo.InvariantCulture, $"{ModelOptions.Section}:{index}:{string.Join(',', result.MemberNames)}: {result.ErrorMessage}"));
    }

    private static IEnumerable<string> ErrorsOf(string alias, string model)
    {
        if (!Name().IsMatch(alias) || alias.Contains('/', StringComparison.Ordinal))
        {
            yield return $"{ModelOptions.Section}:Aliases:{alias}: an alias is one word of letters, digits, dots and dashes.";
        }

        if (!Name().IsMatch(model))
        {
            yield return $"{ModelOptions.Section}:Aliases:{alias}: '{model}' is neither a model's id nor provider/id.";
        }
    }

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._:/@\[\]-]{0,99}\z", RegexOptions.NonBacktracking)]
    private static partial Regex Name();
}
