using SlackAgents.Playground.Slack.Api;
using SlackAgents.Playground.Slack.Delivery;
using SlackAgents.Playground.Slack.Members;

namespace SlackAgents.Playground.Slack;

/// <summary>The workspace, the app installed in it, and how strict the service is.</summary>
internal sealed record SlackSettings
{
    public string TeamId { get; init; } = "T0ACME0001";

    public string TeamDomain { get; init; } = "acme";

    public string TeamName { get; init; } = "Acme";

    public string AppId { get; init; } = "A0AGENT001";

    public string BotUserId { get; init; } = "U0AGENT001";

    public string BotId { get; init; } = "B0AGENT001";

    public string BotName { get; init; } = "agent";

    /// <summary>App-level token; generated when null.</summary>
    public string? AppToken { get; init; }

    public string? BotToken { get; init; }

    public string? SigningSecret { get; init; }

    /// <summary>The app's id for OAuth.</summary>
    public string ClientId { get; init; } = "1000000001.2000000002";

    /// <summary>Names of further workspaces, in which the app can be installed with OAuth.</summary>
    public IReadOnlyList<string> OtherTeams { get; init; } = [];

    public IReadOnlyList<string> Commands { get; init; } = ["/agent"];

    /// <summary>The manifest's <c>should_escape</c>: typed mentions reach the app as ids.</summary>
    public bool ShouldEscape { get; init; } = true;

    public IReadOnlyList<string> BotScopes { get; init; } = WorkspaceSeeds.BotScopes;

    public IReadOnlyList<string> BotEvents { get; init; } = WorkspaceSeeds.BotEvents;

    public IReadOnlyList<Member> Members { get; init; } = WorkspaceSeeds.Members;

    public IReadOnlyList<Channel> Channels { get; init; } = WorkspaceSeeds.Channels;

    /// <summary>The manifest's shortcuts.</summary>
    public IReadOnlyList<Shortcut> Shortcuts { get; init; } = WorkspaceSeeds.Shortcuts;

    /// <summary>False for a workspace that refuses <c>plan</c> and <c>task_card</c> blocks.</summary>
    public bool HasPlanBlocks { get; init; } = true;

    /// <summary>False for a workspace in which <c>agents.sessions.*</c> answers <c>feature_disabled</c>.</summary>
    public bool HasAgentSessions { get; init; } = true;

    /// <summary>The manifest's <c>home_tab_enabled</c>.</summary>
    public bool HasHomeTab { get; init; } = true;

    public RateLimits RateLimits { get; init; } = RateLimits.Strict;

    /// <summary>Set for HTTP mode; null delivers over Socket Mode.</summary>
    public RequestUrls? RequestUrls { get; init; }

    /// <summary>How long the app has for an acknowledgement. docs.slack.dev/apis/socket-mode: three seconds.</summary>
    public TimeSpan AcknowledgementLimit { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Waits before the repeated deliveries of an event. docs.slack.dev/apis/events-api: at once, after one minute, after five.</summary>
    public IReadOnlyList<TimeSpan> EventRetryDelays { get; init; } = [TimeSpan.Zero, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5)];
}
