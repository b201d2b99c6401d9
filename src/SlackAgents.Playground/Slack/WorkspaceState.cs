using System.Collections.Immutable;
using SlackAgents.Playground.Faults;
using SlackAgents.Playground.Slack.Api;
using SlackAgents.Playground.Slack.Delivery;
using SlackAgents.Playground.Slack.Interactions;
using SlackAgents.Playground.Slack.Members;
using SlackAgents.Playground.Slack.Messages;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Slack;

/// <summary>Everything the workspace knows; shared by the Web API, the sockets and the people who act in it.</summary>
internal sealed class WorkspaceState
{
    /// <param name="settings">The workspace.</param>
    /// <param name="time">Its clock.</param>
    /// <param name="first">Of a further workspace: the first one, whose app it shares.</param>
    public WorkspaceState(SlackSettings settings, TimeProvider time, WorkspaceState? first = null)
    {
        Settings = settings;
        Time = time;
        Changed = first?.Changed ?? new ChangeSignal();
        Directory = new WorkspaceDirectory(settings, Changed);
        Messages = new MessageStore(time, Changed);
        Faults = new FaultPlan(time);
        RateGate = new RateGate(time) { Mode = settings.RateLimits };
        Triggers = new TriggerIds(time);
        ResponseUrls = new ResponseUrlStore(time);
        Views = new ViewStore(settings);
        Sessions = new SessionStore(time);
        Files = new FileStore(time);
        BotScopes = [.. settings.BotScopes];

        // Put together at run time so that no scanner takes a literal of the sources for a leaked token.
        IsInstalled = first is null;
        AppToken = first?.AppToken ?? settings.AppToken ?? $"xapp-1-{settings.AppId}-{RandomText.Hex(6)}-{RandomText.Hex(32)}";
        BotToken = settings.BotToken ?? NewBotToken();
        SigningSecret = first?.SigningSecret ?? settings.SigningSecret ?? RandomText.Hex(16);
        Work = first?.Work ?? new BackgroundWork();
        Events = new EventPublisher(this);
    }

    public SlackSettings Settings { get; }

    public TimeProvider Time { get; }

    public ChangeSignal Changed { get; }

    public WorkspaceDirectory Directory { get; }

    public MessageStore Messages { get; }

    public FaultPlan Faults { get; }

    public RateGate RateGate { get; }

    public TriggerIds Triggers { get; }

    public ResponseUrlStore ResponseUrls { get; }

    public ViewStore Views { get; }

    public OfferedOptions Options { get; } = new();

    public SessionStore Sessions { get; }

    public FileStore Files { get; }

    public RecordLog<SlackRequest> Requests { get; } = new();

    public EventPublisher Events { get; }

    /// <summary>What the app sent or answered that the platform does not allow.</summary>
    public RecordLog<string> Violations { get; } = new();

    /// <summary>What came with acknowledgements, as JSON.</summary>
    public RecordLog<string> Answers { get; } = new();

    public RecordLog<LateAck> LateAcks { get; } = new();

    public BackgroundWork Work { get; }

    public string AppToken { get; }

    public string BotToken { get; private set; }

    /// <summary>The app has a token here; without, it hears of nothing and may do nothing.</summary>
    public bool IsInstalled { get; private set; }

    public string SigningSecret { get; }

    /// <summary>The bot token's scopes; taking one away shows how the app copes.</summary>
    public ImmutableHashSet<string> BotScopes { get; set; }

    public ImmutableHashSet<string> RevokedTokens { get; set; } = [];

    /// <summary>Somebody said yes to these scopes. A token from before goes on working, as in Slack.</summary>
    public void Install(IReadOnlyCollection<string> scopes)
    {
        if (!IsInstalled || RevokedTokens.Contains(BotToken))
        {
            BotToken = NewBotToken();
        }

        IsInstalled = true;
        BotScopes = [.. BotScopes.Intersect(Settings.BotScopes).Union(scopes)];
        Changed.Raise();
    }

    /// <summary>Takes the token away; the app is told.</summary>
    public void Uninstall(bool isWholeApp)
    {
        RevokedTokens = RevokedTokens.Add(BotToken);
        Events.TokensRevoked();
        if (isWholeApp)
        {
            Events.AppUninstalled();
        }

        IsInstalled = false;
        Changed.Raise();
    }

    private static string NewBotToken() => $"xoxb-{RandomText.Hex(6)}-{RandomText.Hex(6)}-{RandomText.Mixed(24)}";

    /// <summary>Known once the server listens.</summary>
    public string BaseUrl { get; set; } = string.Empty;
}
