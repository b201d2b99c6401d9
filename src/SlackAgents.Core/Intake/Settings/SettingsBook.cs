using Microsoft.Extensions.Options;
using SlackAgents.Core.Documents;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Runs;

namespace SlackAgents.Core.Intake.Settings;

/// <summary>What is set for people, channels and the workspace: by themselves in Slack, and by the operator in the configuration.</summary>
internal sealed class SettingsBook(IOptions<DefaultsOptions> defaults, IDocumentStore store, TimeProvider time)
{
    /// <summary>How long a change of a channel can be undone.</summary>
    public static readonly TimeSpan UndoTime = TimeSpan.FromHours(24);

    private readonly DocumentBook<PersonSettings> _people = new(store, "settings.people", SettingsJsonContext.Default.PersonSettings, time);
    private readonly DocumentBook<ChannelDocument> _channels = new(store, "settings.channels", SettingsJsonContext.Default.ChannelDocument, time);

    /// <param name="thread">The thread's earlier run; null when there is none.</param>
    public async Task<DefaultLayers> GetLayersAsync(PersonId person, string channel, Run? thread, CancellationToken cancellationToken)
    {
        var earlier = thread is null ? new RunDefaults() : new RunDefaults
        {
            Repository = thread.Repository.ToString(),
            Base = thread.Base,
            Harness = thread.Harness,
            Model = thread.Model,
            Steering = thread.Steering,
            Context = thread.ContextMode,
        };
        var own = await GetPersonAsync(person, cancellationToken);
        var stored = await GetChannelAsync(channel, cancellationToken);
        return new DefaultLayers(earlier, own.ToDefaults(), stored.Over(Configured(channel)), defaults.Value.Workspace);
    }

    /// <summary>What counts in a channel as far as nobody has set anything in Slack.</summary>
    public DefaultLayers GetConfigured(string channel) => new(new RunDefaults(), new RunDefaults(), Configured(channel), defaults.Value.Workspace);

    public async Task<PersonSettings> GetPersonAsync(PersonId person, CancellationToken cancellationToken) =>
        await _people.GetAsync(person.ToString(), cancellationToken) ?? PersonSettings.None;

    public Task SetPersonAsync(PersonId person, PersonSettings settings, CancellationToken cancellationToken) =>
        _people.PutAsync(person.ToString(), settings, cancellationToken);

    public async Task<ChannelSettings> GetChannelAsync(string channel, CancellationToken cancellationToken) =>
        (await _channels.GetAsync(channel, cancellationToken))?.Settings ?? ChannelSettings.None;

    /// <summary>The emoji whose reaction starts a run in this channel; null when none does.</summary>
    public async Task<string?> GetTriggerEmojiAsync(string channel, CancellationToken cancellationToken)
    {
        var stored = await GetChannelAsync(channel, cancellationToken);
        var name = stored.Over(Configured(channel)).TriggerEmoji ?? defaults.Value.Workspace.TriggerEmoji;
        return TriggerEmoji.TryRead(name, out var emoji) && emoji != TriggerEmoji.Off ? emoji : null;
    }

    /// <summary>Changes a channel's settings. The same key again is the same change.</summary>
    /// <returns>The change; null when everything was so already.</returns>
    public async Task<ChannelChange?> ChangeChannelAsync(string channel, ChannelSettings settings, string key, Requester who, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var document = await _channels.ChangeAsync(
            channel,
            before =>
            {
                var old = before ?? ChannelDocument.Empty;
                return old.Find(key) is not null || old.Settings == settings ? before : old.With(new ChannelChange(key, who, now, old.Settings, settings));
            },
            cancellationToken);
        return document?.Find(key);
    }

    /// <summary>Takes the last change of a channel back.</summary>
    /// <returns>What became of it, and the change that takes it back when there is one.</returns>
    public async Task<(UndoResult Result, ChannelChange? Undone, ChannelChange? Change)> UndoAsync(string channel, string undone, string key, Requester who, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var result = UndoResult.Unknown;
        var document = await _channels.ChangeAsync(
            channel,
            before =>
            {
                result = Judge(before, undone, key, now);
                return result == UndoResult.Undone && before!.Find(key) is null && before.Find(undone) is { } change
                    ? before.With(new ChannelChange(key, who, now, change.After, change.Before, undone))
                    : before;
            },
            cancellationToken);
        return (result, document?.Find(undone), document?.Find(key));
    }

    private static UndoResult Judge(ChannelDocument? document, string undone, string key, DateTimeOffset now) =>
        document?.Find(key) is not null ? UndoResult.Undone
        : document?.Find(undone) is not { } change ? UndoResult.Unknown
        : document.Changes.Any(later => later.Undoes == undone) ? UndoResult.UndoneBefore
        : document.Changes[^1] != change ? UndoResult.ChangedSince
        : now - change.At > UndoTime ? UndoResult.TooOld
        : UndoResult.Undone;

    private RunDefaults Configured(string channel) => defaults.Value.Channels.TryGetValue(channel, out var own) ? own : new RunDefaults();
}
