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
    public WorkspaceState(SlackSettings settings, TimeProvider time)
    {
        Settings = settings;
        Time = time;
        Changed = new ChangeSignal();
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
        AppToken = settings.AppToken ?? $"xapp-1-{settings.AppId}-{RandomText.Hex(6)}-{RandomText.Hex(32)}";
        BotToken = settings.BotToken ?? $"xoxb-{RandomText.Hex(6)}-{RandomText.Hex(6)}-{RandomText.Mixed(24)}";
        SigningSecret = settings.SigningSecret ?? RandomText.Hex(16);
        Work = new BackgroundWork();
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

    public string BotToken { get; }

    public string SigningSecret { get; }

    /// <summary>The bot token's scopes; taking one away shows how the app copes.</summary>
    public ImmutableHashSet<string> BotScopes { get; set; }

    public ImmutableHashSet<string> RevokedTokens { get; set; } = [];

    /// <summary>Known once the server listens.</summary>
    public string BaseUrl { get; set; } = string.Empty;
}
