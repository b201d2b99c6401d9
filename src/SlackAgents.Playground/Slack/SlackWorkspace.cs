using SlackAgents.Playground.Faults;
using SlackAgents.Playground.Slack.Acts;
using SlackAgents.Playground.Slack.Api;
using SlackAgents.Playground.Slack.Delivery;
using SlackAgents.Playground.Slack.Interactions;
using SlackAgents.Playground.Slack.Members;
using SlackAgents.Playground.Slack.Messages;
using SlackAgents.Playground.Slack.Sockets;

namespace SlackAgents.Playground.Slack;

/// <summary>
/// The workspace from the outside: what its people do, what they see, and what goes wrong. People and channels are named by id or by name
/// (<c>alice</c>, <c>#agent-runs</c>).
/// </summary>
internal sealed class SlackWorkspace(WorkspaceState state, SocketHub sockets, AppDispatcher dispatcher, ResponseUrlEndpoint responses)
{
    private readonly AppLine _line = new(state, dispatcher, responses);

    public WorkspaceState State => state;

    public IReadOnlyList<Member> Members => state.Directory.Members;

    public IReadOnlyList<Channel> Channels => state.Directory.Channels;

    /// <summary>Every Web API request the app made, oldest first.</summary>
    public IReadOnlyList<SlackRequest> Requests => state.Requests.Snapshot;

    public IReadOnlyList<RateBreach> RateBreaches => state.RateGate.Breaches.Snapshot;

    public IReadOnlyList<LateAck> LateAcks => state.LateAcks.Snapshot;

    /// <summary>What the app sent or answered that the platform does not allow.</summary>
    public IReadOnlyList<string> ProtocolViolations => state.Violations.Snapshot;

    /// <summary>Finished event deliveries, with all their attempts.</summary>
    public IReadOnlyList<EventDelivery> EventDeliveries => dispatcher.Events.Snapshot;

    public IReadOnlyList<UploadedFile> Files => state.Files.All;

    public IReadOnlyList<ShownView> Views => state.Views.All;

    /// <summary>Sockets open now.</summary>
    public int Connections => sockets.Connections;

    public long ConnectionsEver => sockets.ConnectionsEver;

    public RateLimits RateLimits
    {
        get => state.RateGate.Mode;
        set => state.RateGate.Mode = value;
    }

    public RequestUrls? RequestUrls
    {
        get => dispatcher.RequestUrls;
        set => dispatcher.RequestUrls = value;
    }

    public IReadOnlyList<TimeSpan> EventRetryDelays
    {
        get => dispatcher.RetryDelays;
        set => dispatcher.RetryDelays = value;
    }

    /// <summary>Delivers every event this often, at the same time and on different sockets.</summary>
    public int DeliverEachEventTimes
    {
        get => dispatcher.DeliverEachEventTimes;
        set => dispatcher.DeliverEachEventTimes = value;
    }

    // ---- what people do

    /// <summary>Modals and the App Home.</summary>
    public FormActs Forms => new(state, _line);

    public ShortcutActs Shortcuts => new(state, _line);

    /// <summary>Editing, deleting, attaching, forwarding, and menus on messages.</summary>
    public MessageActs Acts => new(state, _line);

    /// <summary>Slack's own controls of an agent's session.</summary>
    public SessionActs Sessions => new(state);

    /// <summary>Types a slash command, for example <c>/agent fix the typo</c>, and waits for the acknowledgement.</summary>
    public async Task<CommandReceipt> SendCommandAsync(string user, string channel, string text, CancellationToken cancellationToken)
    {
        var (member, place) = (state.Directory.Member(user), state.Directory.Channel(channel));
        var space = text.IndexOfAny([' ', '\n']);
        var command = space < 0 ? text : text[..space];
        if (!state.IsInstalled || !state.Settings.Commands.Contains(command, StringComparer.Ordinal))
        {
            throw new ArgumentException($"{command} is not a command of the app.", nameof(text));
        }

        var arguments = space < 0 ? string.Empty : text[(space + 1)..];
        var given = state.Settings.ShouldEscape ? TypedText.Encode(arguments, state.Directory) : arguments;
        var url = state.ResponseUrls.Issue(place.Id, member.Id, messageTs: null);
        return await _line.CommandAsync(_line.Payloads.Command(member, place, command, given, url, state.Triggers.Issue(member.Id)), url, cancellationToken);
    }

    /// <summary>Posts as a member. Returns at once; the app's events are delivered meanwhile (see <see cref="WhenDeliveredAsync"/>).</summary>
    public SlackMessage Post(string user, string channel, string text, string? threadTs = null)
    {
        var (member, place) = (state.Directory.Member(user), state.Directory.Channel(channel));
        if (threadTs is not null && state.Messages.Find(place.Id, threadTs) is null)
        {
            throw new ArgumentException($"No message {threadTs} in {channel}.", nameof(threadTs));
        }

        var encoded = TypedText.Encode(text, state.Directory);
        var message = state.Messages.Add(new SlackMessage(place.Id, state.Messages.NextTs(), member.Id, encoded)
        {
            TeamId = member.TeamId,
            BotId = member.BotId,
            ThreadTs = threadTs,
            PostedAt = state.Time.GetUtcNow(),
            BlocksJson = member.IsBot ? null : PersonText.Blocks(encoded),
        });
        state.Events.MessagePosted(message);
        return message;
    }

    /// <summary>Posts and waits until the app has acknowledged the events, or they were given up.</summary>
    public async Task<SlackMessage> PostMessageAsync(string user, string channel, string text, string? threadTs, CancellationToken cancellationToken)
    {
        var message = Post(user, channel, text, threadTs);
        await WhenDeliveredAsync(cancellationToken);
        return message;
    }

    /// <summary>Taps a button of a message, found by its action id or by its text.</summary>
    public async Task<CommandReceipt> ClickAsync(string user, string channel, string ts, string actionIdOrText, CancellationToken cancellationToken)
    {
        var (member, place) = (state.Directory.Member(user), state.Directory.Channel(channel));
        var message = state.Messages.Find(place.Id, ts)
            ?? state.Messages.Ephemerals.Snapshot.FirstOrDefault(candidate => candidate.Ts == ts && candidate.VisibleOnlyTo == member.Id)
            ?? throw new ArgumentException($"No message {ts} in {channel}.", nameof(ts));
        var button = BlockReader.FindButton(message.Buttons, actionIdOrText);
        var url = state.ResponseUrls.Issue(place.Id, member.Id, ts);
        var payload = _line.Payloads.InMessage(_line.Payloads.BlockActions(member, button.ToAction()), place, message, url);
        return await _line.InteractAsync(payload, url, cancellationToken);
    }

    /// <summary>Adds a reaction; false when that person had it there already.</summary>
    public bool React(string user, string channel, string ts, string name)
    {
        var (member, message) = (state.Directory.Member(user), Existing(state.Directory.Channel(channel), ts));
        var added = ReactionChange.Add(state.Messages, message.ChannelId, ts, name.Trim(':'), member.Id);
        if (added)
        {
            state.Events.ReactionAdded(message, name.Trim(':'), member.Id);
        }

        return added;
    }

    public bool Unreact(string user, string channel, string ts, string name)
    {
        var (member, message) = (state.Directory.Member(user), Existing(state.Directory.Channel(channel), ts));
        var removed = ReactionChange.Remove(state.Messages, message.ChannelId, ts, name.Trim(':'), member.Id);
        if (removed)
        {
            state.Events.ReactionRemoved(message, name.Trim(':'), member.Id);
        }

        return removed;
    }

    // ---- what people see

    public SlackMessage? Find(string channel, string ts) => state.Messages.Find(state.Directory.Channel(channel).Id, ts);

    public IReadOnlyList<SlackMessage> Messages(string channel) => state.Messages.In(state.Directory.Channel(channel).Id);

    /// <summary>Root and replies, oldest first.</summary>
    public IReadOnlyList<SlackMessage> Thread(string channel, string rootTs) => state.Messages.Thread(state.Directory.Channel(channel).Id, rootTs);

    /// <summary>All public messages of the app, oldest first.</summary>
    public IReadOnlyList<SlackMessage> AppMessages => [.. state.Messages.All.Where(message => message.IsFromApp)];

    public IReadOnlyList<SlackMessage> DeletedMessages => state.Messages.Deleted.Snapshot;

    /// <summary>Messages only this person sees.</summary>
    public IReadOnlyList<SlackMessage> EphemeralsFor(string user)
    {
        var id = state.Directory.Member(user).Id;
        return [.. state.Messages.Ephemerals.Snapshot.Where(message => message.VisibleOnlyTo == id)];
    }

    /// <summary>Waits for a message (as it stands after any edit) that matches; ephemeral ones count.</summary>
    /// <exception cref="TimeoutException">None came; the message lists the last ones that are there.</exception>
    public Task<SlackMessage> WaitForMessageAsync(Func<SlackMessage, bool> predicate, TimeSpan timeout, CancellationToken cancellationToken) =>
        state.Changed.UntilAsync(() => Everything().FirstOrDefault(predicate), timeout, Describe, cancellationToken);

    /// <summary>Waits for any condition on the workspace, looked at after each change.</summary>
    public Task WaitUntilAsync(Func<bool> condition, TimeSpan timeout, CancellationToken cancellationToken) =>
        state.Changed.UntilAsync(() => condition() ? this : null, timeout, Describe, cancellationToken);

    /// <summary>Waits until the app has this many sockets open.</summary>
    public Task WaitForConnectionsAsync(int count, TimeSpan timeout, CancellationToken cancellationToken) =>
        state.Changed.UntilAsync(() => Connections >= count ? this : null, timeout, () => $"{Connections} sockets are open.", cancellationToken);

    /// <summary>Completes when every event so far was acknowledged or given up.</summary>
    public Task WhenDeliveredAsync(CancellationToken cancellationToken) => state.Work.WhenIdleAsync(cancellationToken);

    // ---- what goes wrong

    /// <summary>Answers the next calls of a method (<c>*</c> matches) with an error; 429 takes a Retry-After.</summary>
    public void FailNext(string method, int httpStatus, string? slackError = null, int times = 1, TimeSpan? retryAfter = null) =>
        state.Faults.Add(method, new Fault(httpStatus, slackError, RetryAfterHeader.For(retryAfter)), times);

    /// <summary>Carries the next calls out but answers 500: the case in which a client posts twice.</summary>
    public void LoseAnswerOfNext(string method, int times = 1) =>
        state.Faults.Add(method, new Fault(500, "internal_error", RetryAfterHeader.For(null), AfterWork: true), times);

    public void Delay(string method, TimeSpan delay) => state.Faults.Delay(method, delay);

    public void ClearFaults() => state.Faults.Clear();

    /// <summary>Breaks sockets without a close frame.</summary>
    public void DropConnections(bool onlyOldest = false) => sockets.Drop(onlyOldest);

    /// <summary>Sends a disconnect frame: <c>warning</c>, <c>refresh_requested</c>, <c>link_disabled</c>, <c>too_many_websockets</c>.</summary>
    public Task SendDisconnectAsync(string reason, CancellationToken cancellationToken) => sockets.DisconnectAsync(reason, cancellationToken);

    /// <summary>Sends a frame that Slack itself would not.</summary>
    public Task SendRawAsync(string text, CancellationToken cancellationToken) => sockets.SendRawAsync(text, cancellationToken);

    /// <summary>Delivers the last finished event (of a type, if given) again this often, all at once.</summary>
    public Task<IReadOnlyList<DeliveryAttempt>> RedeliverLastAsync(int times, string? eventType, CancellationToken cancellationToken)
    {
        var last = EventDeliveries.LastOrDefault(delivery => eventType is null || delivery.EventType == eventType)
            ?? throw new InvalidOperationException("No event was delivered yet.");
        return dispatcher.RedeliverAsync(last, times, cancellationToken);
    }

    /// <summary>Somebody removes the app from the workspace: its token dies and it is told so.</summary>
    public void Uninstall() => state.Uninstall(isWholeApp: true);

    public void RemoveScope(string scope) => state.BotScopes = state.BotScopes.Remove(scope);

    public void AddScope(string scope) => state.BotScopes = state.BotScopes.Add(scope);

    /// <summary>From now on the token answers <c>token_revoked</c>.</summary>
    public void Revoke(string token) => state.RevokedTokens = state.RevokedTokens.Add(token);

    private SlackMessage Existing(Channel channel, string ts) =>
        state.Messages.Find(channel.Id, ts) ?? throw new ArgumentException($"No message {ts} in {channel.Name}.", nameof(ts));

    private IEnumerable<SlackMessage> Everything() => state.Messages.All.Concat(state.Messages.Ephemerals.Snapshot);

    private string Describe() =>
        $"Last messages:\n{string.Join('\n', Everything().TakeLast(12).Select(message => $"  {message.ChannelId} {message.Ts} {(message.ThreadTs is null ? "" : "> ")}{message.UserId}: {message.AllText.ReplaceLineEndings(" | ")}"))}"
        + $"\nLast requests:\n{string.Join('\n', Requests.TakeLast(8).Select(request => $"  {request.Method} {request.HttpStatus} {request.Error}"))}";
}
