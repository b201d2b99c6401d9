using System.ComponentModel.DataAnnotations;

namespace SlackAgents.Slack.Configuration;

/// <summary>Section <c>Slack</c>: where Slack is, who we are there and how its payloads come in.</summary>
internal sealed class SlackOptions
{
    public const string Section = "Slack";

    /// <summary>Base address of the Web API, with or without a slash at the end.</summary>
    [Required(AllowEmptyStrings = false)]
    public string ApiUrl { get; set; } = "https://slack.com/api/";

    /// <summary>App-level token with <c>connections:write</c> (<c>xapp-…</c>); needed for Socket Mode.</summary>
    public string? AppToken { get; set; }

    /// <summary>Bot token (<c>xoxb-…</c>); needed always.</summary>
    public string? BotToken { get; set; }

    /// <summary>Signs Slack's HTTP requests; needed for <see cref="SlackTransport.Http"/>.</summary>
    public string? SigningSecret { get; set; }

    public SlackTransport Transport { get; set; } = SlackTransport.SocketMode;

    /// <summary>The slash command as the manifest declares it, for sentences that name it.</summary>
    [RegularExpression("^/[^\\s/]{1,31}$")]
    public string Command { get; set; } = "/agent";

    /// <summary>Sockets held open at the same time. Slack allows ten per app (docs.slack.dev/apis/socket-mode).</summary>
    [Range(1, 10)]
    public int Connections { get; set; } = 2;

    /// <summary>Time between opening one socket and the next, so that they do not expire together.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00")]
    public TimeSpan ConnectionDelay { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Show Slack's own status of agents beside threads, where the workspace has it.</summary>
    public bool AgentStatus { get; set; } = true;

    /// <summary>Client id of the app, for installing it in several workspaces; with <see cref="ClientSecret"/>.</summary>
    public string? ClientId { get; set; }

    public string? ClientSecret { get; set; }

    /// <summary>Team ids (<c>T…</c>) of the workspaces that may install the app besides the configured token's.</summary>
    public ISet<string> AllowedTeams { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Every workspace may install it. Its members can then spend what the installation has.</summary>
    public bool AllowAnyTeam { get; set; }

    /// <summary>The app can be installed by OAuth.</summary>
    public bool CanBeInstalled => !string.IsNullOrWhiteSpace(ClientId) && !string.IsNullOrWhiteSpace(ClientSecret);

    /// <summary>Base address with exactly one slash at its end, so that method names can be appended.</summary>
    public Uri ApiBase => new(ApiUrl.TrimEnd('/') + "/", UriKind.Absolute);

    /// <summary>The endpoint is Slack itself, not a stand-in or a proxy.</summary>
    public bool IsSlackItself => ApiBase.Host is "slack.com" or "www.slack.com" or "slack-gov.com" or "www.slack-gov.com";
}
