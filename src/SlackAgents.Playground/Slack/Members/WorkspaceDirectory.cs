using System.Collections.Concurrent;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Slack.Members;

/// <summary>Who and what is in the workspace; people and channels are found by id or by name, with or without <c>@</c> and <c>#</c>.</summary>
internal sealed class WorkspaceDirectory
{
    private readonly ConcurrentDictionary<string, Member> _members = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Channel> _channels = new(StringComparer.Ordinal);
    private readonly ChangeSignal _changed;

    public WorkspaceDirectory(SlackSettings settings, ChangeSignal changed)
    {
        _changed = changed;
        foreach (var member in settings.Members)
        {
            _members[member.Id] = member;
        }

        foreach (var channel in settings.Channels)
        {
            _channels[channel.Id] = channel;
        }
    }

    public IReadOnlyList<Member> Members => [.. _members.Values.OrderBy(member => member.Name, StringComparer.Ordinal)];

    public IReadOnlyList<Channel> Channels => [.. _channels.Values.OrderBy(channel => channel.Kind).ThenBy(channel => channel.Name, StringComparer.Ordinal)];

    public Member? FindMember(string? idOrName) =>
        idOrName is null ? null
        : _members.GetValueOrDefault(idOrName) ?? _members.Values.FirstOrDefault(member => member.Name == idOrName.TrimStart('@'));

    public Channel? FindChannel(string? id) => id is null ? null : _channels.GetValueOrDefault(id);

    public Channel? FindChannelByName(string? name) =>
        name is null ? null : _channels.Values.FirstOrDefault(channel => channel.Kind != ChannelKind.DirectMessage && channel.Name == name.TrimStart('#'));

    /// <exception cref="ArgumentException">Nobody is called that: a mistake of the caller, not of the app under test.</exception>
    public Member Member(string idOrName) => FindMember(idOrName) ?? throw new ArgumentException($"No member {idOrName} in the workspace.", nameof(idOrName));

    /// <exception cref="ArgumentException">There is no such channel.</exception>
    public Channel Channel(string idOrName) =>
        FindChannel(idOrName) ?? FindChannelByName(idOrName) ?? throw new ArgumentException($"No channel {idOrName} in the workspace.", nameof(idOrName));

    public void Put(Member member)
    {
        _members[member.Id] = member;
        _changed.Raise();
    }

    public void Put(Channel channel)
    {
        _channels[channel.Id] = channel;
        _changed.Raise();
    }

    /// <summary>The direct conversation between the bot and a person, opened on first use.</summary>
    public Channel DirectMessage(string botUserId, Member member)
    {
        var existing = _channels.Values.FirstOrDefault(channel =>
            channel.Kind == ChannelKind.DirectMessage && channel.Members.Contains(botUserId) && channel.Members.Contains(member.Id));
        if (existing is not null)
        {
            return existing;
        }

        var opened = new Channel("D" + RandomText.Upper(9), member.Name, ChannelKind.DirectMessage) { Members = [botUserId, member.Id] };
        Put(opened);
        return opened;
    }
}
