using Microsoft.Extensions.Options;

namespace SlackAgents.Gateway.Providers;

/// <summary>All errors at once, each naming its key; a key's value is never repeated.</summary>
internal sealed class ProvidersOptionsValidator : IValidateOptions<ProvidersOptions>
{
    public ValidateOptionsResult Validate(string? name, ProvidersOptions options)
    {
        (string Name, ProviderOptions Provider)[] all =
            [(nameof(options.Anthropic), options.Anthropic), (nameof(options.OpenAI), options.OpenAI), (nameof(options.Gemini), options.Gemini)];
        var errors = all.SelectMany(entry => ErrorsOf(entry.Name, entry.Provider)).ToList();
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static IEnumerable<string> ErrorsOf(string name, ProviderOptions provider)
    {
        if (!Uri.TryCreate(provider.BaseUrl, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.Query.Length > 0 || url.UserInfo.Length > 0)
        {
            yield return $"Providers:{name}:BaseUrl must be an http or https address without query and user, for example https://api.example.com.";
        }

        if (provider.ApiKey?.Any(character => character is <= ' ' or > '~') == true)
        {
            yield return $"Providers:{name}:ApiKey holds a space, a line break or a character that no key has; set it again without quotes.";
        }
    }
}
