using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SlackAgents.Slack.Api;
using SlackAgents.Slack.Configuration;

namespace SlackAgents.Slack.Installations;

/// <summary>The last step of an installation by OAuth: the code becomes a token, if this workspace may have the app.</summary>
internal sealed partial class SlackInstaller(
    OAuthApi oauth, SlackInstallations installations, SlackApiClient configured, IOptions<SlackOptions> options, TimeProvider time, ILogger<SlackInstaller> logger)
{
    public async Task<InstallOutcome> FinishAsync(string code, Uri redirect, CancellationToken cancellationToken)
    {
        try
        {
            return await FinishAsync(await oauth.ExchangeAsync(code, redirect, cancellationToken), cancellationToken);
        }
        catch (SlackException exception)
        {
            Log.Failed(logger, exception.ErrorCode);
            return Refuse(exception.ErrorCode switch
            {
                "invalid_code" or "code_already_used" or "code_expired" => "Slack's code was used before or is too old.",
                "bad_client_secret" or "invalid_client_id" => "The app's credentials are not right. Whoever runs this host has to compare Slack:ClientId and Slack:ClientSecret with the app's page.",
                "bad_redirect_uri" => "The address of this page is not among the app's redirect URLs. Whoever runs this host has to bring the app's manifest up to date.",
                _ => "Slack did not answer as it should.",
            });
        }
    }

    private async Task<InstallOutcome> FinishAsync(OAuthGrant grant, CancellationToken cancellationToken)
    {
        if (grant.IsEnterpriseInstall)
        {
            return Refuse("The app was installed for a whole organisation, which this host does not serve. Install it in one workspace.");
        }

        if (grant is not { AccessToken: { Length: > 0 } token, Team.Id: { Length: > 1 and <= 64 } team } || !team.All(char.IsAsciiLetterOrDigit) || grant.TokenType is not "bot")
        {
            return Refuse("Slack's answer holds no bot token.");
        }

        if (!await IsAllowedAsync(team, cancellationToken))
        {
            Log.NotAllowed(logger, team);
            await GiveBackAsync(team, token, cancellationToken);
            return Refuse($"The workspace {team} may not use this app. Whoever runs this host can add it to Slack:AllowedTeams.");
        }

        if (grant.RefreshToken is not null)
        {
            return Refuse("The app's tokens expire, which this host does not serve. Whoever runs it has to create the app anew with token rotation off.");
        }

        var installation = new Installation
        {
            Team = team,
            TeamName = grant.Team.Name,
            Scopes = [.. (grant.Scope ?? string.Empty).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)],
            InstalledBy = grant.AuthedUser?.Id,
            InstalledAt = time.GetUtcNow(),
        };
        if (!await installations.PutAsync(installation, token, cancellationToken))
        {
            return Refuse($"This host serves {SlackInstallations.MostWorkspaces} workspaces, and no more.");
        }

        Log.Installed(logger, team, installation.InstalledBy);
        return new InstallOutcome(grant.Team.Name ?? team, Problem: null);
    }

    private async Task<bool> IsAllowedAsync(string team, CancellationToken cancellationToken) =>
        options.Value.AllowAnyTeam || options.Value.AllowedTeams.Contains(team) || await HomeAsync(cancellationToken) == team;

    /// <summary>Slack gives an app one bot token in each workspace: that of a workspace which is served must stay.</summary>
    private async Task GiveBackAsync(string team, string token, CancellationToken cancellationToken)
    {
        try
        {
            if (await HomeAsync(cancellationToken) is { } home && home != team && await installations.FindTokenAsync(team, cancellationToken) is null)
            {
                await oauth.RevokeAsync(token, cancellationToken);
            }
        }
        catch (SlackException exception)
        {
            Log.NotGivenBack(logger, team, exception.ErrorCode);
        }
    }

    private async Task<string?> HomeAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await configured.GetIdentityAsync(cancellationToken)).Team;
        }
        catch (SlackException)
        {
            return null; // then only who is listed may
        }
    }

    private static InstallOutcome Refuse(string problem) => new(TeamName: null, problem);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The app was installed in workspace {Team} by {Person}.")]
        public static partial void Installed(ILogger logger, string team, string? person);

        [LoggerMessage(2, LogLevel.Warning, "Workspace {Team} tried to install the app and is not in Slack:AllowedTeams. Its token is given back.")]
        public static partial void NotAllowed(ILogger logger, string team);

        [LoggerMessage(3, LogLevel.Warning, "An installation did not come to its end: {Code}.")]
        public static partial void Failed(ILogger logger, string code);

        [LoggerMessage(4, LogLevel.Warning, "The token of workspace {Team} could not be given back ({Code}); it is not kept either.")]
        public static partial void NotGivenBack(ILogger logger, string team, string code);
    }
}
