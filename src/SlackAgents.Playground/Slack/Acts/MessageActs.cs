using System.Text.Json.Nodes;
using SlackAgents.Playground.Slack.Interactions;
using SlackAgents.Playground.Slack.Members;
using SlackAgents.Playground.Slack.Messages;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Slack.Acts;

/// <summary>What people do with messages besides writing and tapping buttons.</summary>
internal sealed class MessageActs(WorkspaceState state, AppLine line)
{
    private readonly MenuState _states = new(state.Directory, _ => []);

    public SlackMessage Edit(string user, string channel, string ts, string text)
    {
        var before = Own(user, channel, ts);
        var encoded = TypedText.Encode(text, state.Directory);
        var after = state.Messages.Change(before.ChannelId, ts, message => message with
        {
            Text = encoded,
            BlocksJson = PersonText.Blocks(encoded),
            EditedAt = state.Time.GetUtcNow(),
            History = message.History.Add(new MessageVersion(message.Text, message.BlocksJson, state.Time.GetUtcNow())),
        })!;
        state.Events.MessageChanged(before, after);
        return after;
    }

    /// <summary>Deletes a message; one that has replies leaves a tombstone, which apps are told of as a change.</summary>
    public void Delete(string user, string channel, string ts)
    {
        var message = Own(user, channel, ts);
        if (state.Messages.Thread(message.ChannelId, ts).Count > 1)
        {
            var tombstone = state.Messages.Change(message.ChannelId, ts, before => before with
            {
                UserId = "USLACKBOT", Text = "This message was deleted.", Subtype = "tombstone", BlocksJson = null, FilesJson = null, AttachmentsJson = null,
            })!;
            state.Events.MessageChanged(message, tombstone);
            return;
        }

        state.Messages.Remove(message.ChannelId, ts);
        state.Events.MessageDeleted(message);
    }

    /// <summary>Posts with files attached: one message of the subtype <c>file_share</c>.</summary>
    public SlackMessage Attach(string user, string channel, string text, string? threadTs, params IReadOnlyList<(string Name, byte[] Content)> files)
    {
        var (member, place) = (state.Directory.Member(user), state.Directory.Channel(channel));
        var uploaded = files.Select(file => state.Files.Put(file.Name, file.Content, member)).ToList();

        // Of files from another organisation an app learns the id alone and has to ask for the rest.
        var isForeign = member.TeamId != state.Settings.TeamId;
        return Add(Said(member, place, text, threadTs) with
        {
            Subtype = "file_share",
            FilesJson = uploaded.Select(file => isForeign ? file.ToStub() : file.ToJson(state)).ToJsonArray().ToJsonString(),
        });
    }

    /// <summary>Forwards a message to another conversation, with or without a comment.</summary>
    public SlackMessage Forward(string user, string fromChannel, string ts, string toChannel, string comment, string? threadTs = null)
    {
        var (member, place) = (state.Directory.Member(user), state.Directory.Channel(toChannel));
        var shared = Existing(fromChannel, ts);
        return Add(Said(member, place, comment, threadTs) with
        {
            AttachmentsJson = new JsonArray(SharedMessage.Describe(shared, state)).ToJsonString(),
        });
    }

    /// <summary>Types into a menu of a message that asks the app for its options.</summary>
    public Task<SuggestionReceipt> SuggestAsync(string user, string channel, string ts, string element, string typed, CancellationToken cancellationToken)
    {
        var (member, place) = (state.Directory.Member(user), state.Directory.Channel(channel));
        var message = Seen(member, channel, ts);
        return new TypeAhead(state, line).AskAsync(
            member, ts, MenuElement.Find(message.Blocks, element), typed, payload => line.Payloads.InMessage(payload, place, message, null), cancellationToken);
    }

    /// <summary>Chooses something in a menu of a message.</summary>
    public Task<CommandReceipt> ChooseAsync(string user, string channel, string ts, string element, IReadOnlyList<string> chosen, CancellationToken cancellationToken)
    {
        var (member, place) = (state.Directory.Member(user), state.Directory.Channel(channel));
        var message = Seen(member, channel, ts);
        var found = MenuElement.Find(message.Blocks, element);
        var entered = _states.Of(found, chosen, menu => state.Options.Of(member.Id, ts, menu));
        var url = state.ResponseUrls.Issue(place.Id, member.Id, ts);
        var payload = line.Payloads.InMessage(line.Payloads.BlockActions(member, PayloadFactory.Choice(found, entered)), place, message, url);
        payload["state"] = new JsonObject { ["values"] = new JsonObject { [found.BlockId] = new JsonObject { [found.ActionId] = entered } } };
        return line.InteractAsync(payload, url, cancellationToken);
    }

    private SlackMessage Said(Member member, Channel place, string text, string? threadTs)
    {
        var encoded = TypedText.Encode(text, state.Directory);
        return new SlackMessage(place.Id, state.Messages.NextTs(), member.Id, encoded)
        {
            TeamId = member.TeamId,
            ThreadTs = threadTs is null ? null : Existing(place.Id, threadTs).Ts,
            PostedAt = state.Time.GetUtcNow(),
            BlocksJson = encoded.Length == 0 ? null : PersonText.Blocks(encoded),
        };
    }

    private SlackMessage Add(SlackMessage message)
    {
        state.Messages.Add(message);
        state.Events.MessagePosted(message);
        return message;
    }

    private SlackMessage Seen(Member member, string channel, string ts) =>
        state.Messages.Ephemerals.Snapshot.FirstOrDefault(candidate => candidate.Ts == ts && candidate.VisibleOnlyTo == member.Id) ?? Existing(channel, ts);

    private SlackMessage Own(string user, string channel, string ts) =>
        Existing(channel, ts) is { } message && message.UserId == state.Directory.Member(user).Id ? message : throw new ArgumentException("People can only change their own messages.", nameof(user));

    private SlackMessage Existing(string channel, string ts) =>
        state.Messages.Find(state.Directory.Channel(channel).Id, ts) ?? throw new ArgumentException($"No message {ts} in {channel}.", nameof(ts));
}
