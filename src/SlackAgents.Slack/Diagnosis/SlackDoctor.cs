using System.Net.WebSockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SlackAgents.Slack.Api;
using SlackAgents.Slack.Configuration;
using SlackAgents.Slack.SocketMode;

namespace SlackAgents.Slack.Diagnosis;

/// <summary>Checks token, scopes and the way in, one by one, each with its fix. Posts nothing.</summary>
internal sealed class SlackDoctor(SlackApiClient client, SocketModeOpener opener, IOptions<SlackOptions> options, ILogger<SlackDoctor> logger)
{
    private const string Reinstall = "add it under OAuth & Permissions → Bot Token Scopes (or paste the manifest again), then reinstall the app";

    public async Task<IReadOnlyList<SlackCheck>> CheckAsync(CancellationToken cancellationToken)
    {
        var token = await CheckTokenAsync(cancellationToken);
        if (!token.Passed)
        {
            return [token];
        }

        return [token, .. await CheckScopesAsync(cancellationToken), await CheckWayInAsync(cancellationToken)];
    }

    private async Task<SlackCheck> CheckTokenAsync(CancellationToken cancellationToken)
    {
        const string Name = "Slack token";
        try
        {
            var who = await client.Auth.TestAsync(cancellationToken);
            return new SlackCheck(Name, Passed: true, $"The bot token is valid: bot {who.UserId} of workspace {who.Team} ({who.TeamId}).", Fix: null);
        }
        catch (SlackException exception)
        {
            var fix = SlackErrorCodes.NotAllowed.Contains(exception.ErrorCode)
                ? "Copy the Bot User OAuth Token from api.slack.com/apps → your app → OAuth & Permissions, and set Slack__BotToken."
                : "Check Slack:ApiUrl and that this machine reaches it.";
            return new SlackCheck(Name, Passed: false, exception.Message, fix);
        }
    }

    private async Task<IReadOnlyList<SlackCheck>> CheckScopesAsync(CancellationToken cancellationToken)
    {
        const string Name = "Slack scopes";
        IReadOnlyList<string> given;
        try
        {
            given = await client.Auth.GetScopesAsync(cancellationToken);
        }
        catch (SlackException exception)
        {
            return [new SlackCheck(Name, Passed: false, exception.Message, "Try again.")];
        }

        if (given.Count == 0)
        {
            return [new SlackCheck(Name, Passed: true, "Slack does not say which scopes the token has; nothing to compare.", Fix: null)];
        }

        var checks = SlackScopes.Needed.Where(scope => !given.Contains(scope.Key, StringComparer.Ordinal))
            .Select(scope => new SlackCheck(Name, Passed: false, $"The scope {scope.Key} is missing, needed to {scope.Value}.", $"At api.slack.com/apps → your app, {Reinstall}."))
            .Concat(SlackScopes.Optional.Where(scope => !given.Contains(scope.Key, StringComparer.Ordinal))
                .Select(scope => new SlackCheck(Name, Passed: true, $"The optional scope {scope.Key} is not there: without it the bot cannot {scope.Value}.", $"If you want that, {Reinstall}.")))
            .ToList();
        return checks.Exists(check => !check.Passed)
            ? checks
            : [new SlackCheck(Name, Passed: true, $"All {SlackScopes.Needed.Count} needed scopes are there.", Fix: null), .. checks];
    }

    private async Task<SlackCheck> CheckWayInAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Transport is SlackTransport.Http)
        {
            return new SlackCheck("Slack requests", Passed: true, "Requests come in over HTTP and are checked by their signature; Slack must reach Web:PublicUrl.", "Send /agent help in Slack: if nothing answers, compare the three request URLs of the app with the manifest.");
        }

        const string Name = "Slack socket";
        try
        {
            using var connection = await opener.OpenAsync(logger, cancellationToken);
            await connection.CloseAsync();
            return new SlackCheck(Name, Passed: true, "A socket opens and Slack greets on it.", Fix: null);
        }
        catch (SlackException exception)
        {
            return new SlackCheck(Name, Passed: false, exception.Message, "Generate an app-level token with connections:write at api.slack.com/apps → your app → Basic Information, switch Socket Mode on, and set Slack__AppToken.");
        }
        catch (WebSocketException exception)
        {
            return new SlackCheck(Name, Passed: false, exception.Message, "Let this machine open WebSockets (wss, port 443) to *.slack.com, through the proxy if there is one.");
        }
    }
}
