using SlackAgents.Core.Ids;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Replies;
using SlackAgents.Host.Installing;
using SlackAgents.Slack.Api;
using SlackAgents.Slack.SignIn;

namespace SlackAgents.Host.SignIn;

/// <summary>Signing in with Slack, as this installation offers it.</summary>
internal sealed partial class SlackSignIn(OpenIdApi slack, SignInSettings settings, IPersonDirectory directory, PublicAddress address, ILogger<SlackSignIn> logger)
{
    /// <summary>What has to be set before anybody can sign in with Slack; empty when people can.</summary>
    public IReadOnlyList<string> MissingSettings => settings.Missing;

    /// <summary>Slack's page.</summary>
    public Uri GetPage(SignInAttempt attempt) => slack.GetPage(attempt.State, attempt.Nonce, Redirect);

    private Uri Redirect => new(address.Value, SignInEndpoints.Callback[1..]);

    public async Task<SignInOutcome> FinishAsync(SignInAttempt attempt, string code, CancellationToken cancellationToken)
    {
        try
        {
            var person = await slack.FinishAsync(code, attempt.Nonce, Redirect, cancellationToken);
            return await CheckAsync(person, cancellationToken);
        }
        catch (SlackException exception)
        {
            Log.Failed(logger, exception.ErrorCode);
            return new SignInOutcome(null, exception.ErrorCode switch
            {
                "invalid_code" or "code_already_used" or "code_expired" or "invalid_grant" => "Slack's code was used before or is too old.",
                "bad_client_secret" or "invalid_client_id" or "invalid_client" => "The app's credentials are not right. Whoever runs this host has to compare Slack:ClientId and Slack:ClientSecret with the app's page.",
                "bad_redirect_uri" => "The address of this page is not among the app's redirect URLs. Whoever runs this host has to bring the app's manifest up to date.",
                _ => "Slack did not answer as it should.",
            });
        }
        catch (ReplyException exception)
        {
            Log.Failed(logger, exception.Code);
            return new SignInOutcome(null, "Slack does not tell who you are here. Try again in a minute.");
        }
    }

    /// <summary>Anybody on Slack can sign in there; who they are here, the directory says.</summary>
    private async Task<SignInOutcome> CheckAsync(PersonId person, CancellationToken cancellationToken)
    {
        if (await directory.FindPersonAsync(person, cancellationToken) is { IsBot: false, IsDeactivated: false })
        {
            Log.SignedIn(logger, person);
            return new SignInOutcome(person, null);
        }

        Log.Unknown(logger, person);
        return new SignInOutcome(null, $"You signed in with an account of the workspace {person.Team} that is not known here. Sign in with the account that you use where the run is.");
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 1700, Level = LogLevel.Information, Message = "{Person} signed in on the web")]
        public static partial void SignedIn(ILogger logger, PersonId person);

        [LoggerMessage(EventId = 1701, Level = LogLevel.Warning, Message = "{Person} signed in with Slack and is not known here")]
        public static partial void Unknown(ILogger logger, PersonId person);

        [LoggerMessage(EventId = 1702, Level = LogLevel.Warning, Message = "Somebody could not be signed in with Slack: {Code}")]
        public static partial void Failed(ILogger logger, string code);
    }
}
