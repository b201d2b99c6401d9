using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace SlackAgents.Core.Sandboxes;

/// <summary>Looks at every configured tool server; all errors at once, each with its key.</summary>
internal sealed partial class McpOptionsValidator : IValidateOptions<McpOptions>
{
    public ValidateOptionsResult Validate(string? name, McpOptions options)
    {
        var errors = options.Servers.SelectMany(server => Errors($"{McpOptions.Section}:Servers:{server.Key}", server.Key, server.Value)).ToList();
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static IEnumerable<string> Errors(string key, string name, ToolServerOptions server)
    {
        if (!ServerName().IsMatch(name))
        {
            yield return $"{key}: The name of a tool server has 1 to 32 lower-case letters, digits and dashes, and begins with a letter.";
        }
        else if (name == McpOptions.BuiltInName)
        {
            yield return $"{key}: This name belongs to the built-in server. Choose another one.";
        }

        if (!Uri.TryCreate(server.Url, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.UserInfo.Length > 0)
        {
            yield return $"{key}:Url: This is no http or https address without user name. Put credentials into {key}:Headers.";
        }

        foreach (var header in server.Headers.Where(header => !HeaderName().IsMatch(header.Key) || header.Value.Any(char.IsControl)))
        {
            yield return $"{key}:Headers:{header.Key}: This is no HTTP header.";
        }
    }

    [GeneratedRegex(@"\A[a-z][a-z0-9-]{0,31}\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ServerName();

    [GeneratedRegex(@"\A[A-Za-z0-9!#$%&'*+.^_`|~-]+\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex HeaderName();
}
