using Microsoft.Extensions.Options;

namespace SlackAgents.Slack.Configuration;

/// <summary>Names every missing or misplaced key at once, each with the way to get it. Values are never repeated.</summary>
internal sealed class SlackOptionsValidator : IValidateOptions<SlackOptions>
{
    public ValidateOptionsResult Validate(string? name, SlackOptions options)
    {
        var errors = new List<string>();

        if (!Uri.TryCreate(options.ApiUrl, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            errors.Add("Slack:ApiUrl is not an http(s) address. Leave it out to use https://slack.com/api/.");
        }

        RequireToken(errors, options.BotToken, "Slack:BotToken", "xoxb-", "api.slack.com/apps → your app → OAuth & Permissions → Bot User OAuth Token");

        if (!Enum.IsDefined(options.Transport))
        {
            errors.Add("Slack:Transport must be SocketMode or Http.");
        }

        if (options.Transport is SlackTransport.SocketMode)
        {
            RequireToken(errors, options.AppToken, "Slack:AppToken", "xapp-", "api.slack.com/apps → your app → Basic Information → App-Level Tokens → Generate, with the scope connections:write");
        }

        if (options.Transport is SlackTransport.Http && string.IsNullOrWhiteSpace(options.SigningSecret))
        {
            errors.Add("Slack:SigningSecret is missing, and Slack:Transport=Http needs it. Copy it from api.slack.com/apps → your app → Basic Information → App Credentials, and set Slack__SigningSecret.");
        }

        if (string.IsNullOrWhiteSpace(options.ClientId) != string.IsNullOrWhiteSpace(options.ClientSecret))
        {
            errors.Add("Of Slack:ClientId and Slack:ClientSecret one is missing. Copy both from api.slack.com/apps → your app → Basic Information → App Credentials, or set neither.");
        }

        foreach (var team in options.AllowedTeams.Where(team => team.Length < 2 || team[0] is not 'T' || !team.All(char.IsAsciiLetterOrDigit)))
        {
            errors.Add($"Slack:AllowedTeams: '{team}' is not the id of a workspace. It begins with T and stands in the workspace's address, app.slack.com/client/T….");
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static void RequireToken(List<string> errors, string? token, string key, string prefix, string source)
    {
        var variable = key.Replace(":", "__", StringComparison.Ordinal);
        if (string.IsNullOrWhiteSpace(token))
        {
            errors.Add($"{key} is missing. Copy it from {source}, and set {variable}.");
        }
        else if (!token.StartsWith(prefix, StringComparison.Ordinal) && !IsRotated(token, prefix))
        {
            errors.Add($"{key} does not start with {prefix}: another kind of token was put there. Copy the right one from {source}.");
        }
        else if (token.Any(char.IsWhiteSpace) || token.Any(char.IsControl))
        {
            errors.Add($"{key} contains white space. Copy it again from {source}.");
        }
    }

    /// <summary>Expiring bot tokens are prefixed <c>xoxe.xoxb-</c> (docs.slack.dev/authentication/using-token-rotation).</summary>
    private static bool IsRotated(string token, string prefix) => token.StartsWith("xoxe." + prefix, StringComparison.Ordinal);
}
