using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using SlackAgents.Core.Policies;

namespace SlackAgents.Gateway.Providers;

/// <summary>All errors at once, each naming its key; a key's value is never repeated.</summary>
internal sealed partial class ProvidersOptionsValidator : IValidateOptions<ProvidersOptions>
{
    /// <summary>Names that are taken, or that would read as if they were.</summary>
    private static readonly string[] Taken = ["anthropic", "openai", "gemini", "google", "compatible"];

    public ValidateOptionsResult Validate(string? name, ProvidersOptions options)
    {
        (string Name, ProviderOptions Provider)[] vendors =
            [(nameof(options.Anthropic), options.Anthropic), (nameof(options.OpenAI), options.OpenAI), (nameof(options.Gemini), options.Gemini)];
        var errors = vendors.SelectMany(entry => ErrorsOf(entry.Name, entry.Provider))
            .Concat(options.Compatible.SelectMany(entry => ErrorsOf(entry.Key, entry.Value)))
            .ToList();
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static IEnumerable<string> ErrorsOf(string name, CompatibleOptions provider)
    {
        var key = $"{nameof(ProvidersOptions.Compatible)}:{name}";
        if (!ProviderName().IsMatch(name))
        {
            yield return $"Providers:{key}: the name has to be up to 32 lower-case letters, digits and dashes, a letter first.";
        }
        else if (Taken.Contains(name, StringComparer.Ordinal))
        {
            yield return $"Providers:{key}: the name is taken. Choose another, for example my-{name}.";
        }

        if (provider.Api is CompatibleApi.None || !Enum.IsDefined(provider.Api))
        {
            yield return $"Providers:{key}:Api has to be {nameof(CompatibleApi.Chat)}, {nameof(CompatibleApi.Responses)} or {nameof(CompatibleApi.Both)}.";
        }

        foreach (var error in ErrorsOf(key, (ProviderOptions)provider))
        {
            yield return error;
        }
    }

    private static IEnumerable<string> ErrorsOf(string name, ProviderOptions provider)
    {
        if (!Uri.TryCreate(provider.BaseUrl, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https")
            || url.Query.Length > 0 || url.Fragment.Length > 0 || url.UserInfo.Length > 0)
        {
            yield return $"Providers:{name}:BaseUrl must be an http or https address without query and user, for example https://api.example.com.";
        }

        if (provider.ApiKey?.Any(character => character is <= ' ' or > '~') == true)
        {
            yield return $"Providers:{name}:ApiKey holds a space, a line break or a character that no key has; set it again without quotes.";
        }
    }

    [GeneratedRegex(@"\A[a-z][a-z0-9-]{0,31}\z", RegexOptions.NonBacktracking)]
    private static partial Regex ProviderName();
}
