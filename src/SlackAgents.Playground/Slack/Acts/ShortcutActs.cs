using SlackAgents.Playground.Slack.Interactions;

namespace SlackAgents.Playground.Slack.Acts;

/// <summary>The app's entries in the menus: of each message, and the global one.</summary>
internal sealed class ShortcutActs(WorkspaceState state, AppLine line)
{
    /// <summary>Works on any message that a person sees, in channels without the app too.</summary>
    public Task<CommandReceipt> OnMessageAsync(string user, string channel, string ts, string callbackId, CancellationToken cancellationToken)
    {
        Known(callbackId, onMessage: true);
        var (member, place) = (state.Directory.Member(user), state.Directory.Channel(channel));
        var message = state.Messages.Find(place.Id, ts) ?? throw new ArgumentException($"No message {ts} in {channel}.", nameof(ts));
        var url = state.ResponseUrls.Issue(place.Id, member.Id, messageTs: null);
        return line.InteractAsync(line.Payloads.MessageShortcut(member, place, message, callbackId, url), url, cancellationToken);
    }

    public Task<CommandReceipt> GlobalAsync(string user, string callbackId, CancellationToken cancellationToken)
    {
        Known(callbackId, onMessage: false);
        return line.InteractAsync(line.Payloads.GlobalShortcut(state.Directory.Member(user), callbackId), null, cancellationToken);
    }

    private void Known(string callbackId, bool onMessage)
    {
        if (!state.Settings.Shortcuts.Any(shortcut => shortcut.CallbackId == callbackId && shortcut.OnMessage == onMessage))
        {
            throw new ArgumentException($"{callbackId} is no shortcut of the app.", nameof(callbackId));
        }
    }
}
