using Microsoft.Extensions.Options;

namespace SlackAgents.Host.Configuration;

/// <summary>What attributes cannot say about <see cref="WebOptions"/>.</summary>
internal sealed class WebOptionsValidator : IValidateOptions<WebOptions>
{
    public ValidateOptionsResult Validate(string? name, WebOptions options)
    {
        var errors = new List<string>();
        if (!Uri.TryCreate(options.ListenUrl, UriKind.Absolute, out var listen) || listen.Scheme != Uri.UriSchemeHttp || listen.PathAndQuery != "/")
        {
            errors.Add($"Web:ListenUrl: '{options.ListenUrl}' is not an address to listen on. Write scheme, host and port, for example http://127.0.0.1:5080; put a proxy in front for https.");
        }

        if (!string.IsNullOrEmpty(options.PublicUrl)
            && (!Uri.TryCreate(options.PublicUrl, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https") || address.Query.Length > 0))
        {
            errors.Add($"Web:PublicUrl: '{options.PublicUrl}' is not a web address. Write the address that people open, for example https://agents.example.com, or leave it out.");
        }

        if (!Enum.IsDefined(options.TraceAccess))
        {
            errors.Add("Web:TraceAccess must be Link or SignIn.");
        }

        return errors.Count > 0 ? ValidateOptionsResult.Fail(errors) : ValidateOptionsResult.Success;
    }
}
