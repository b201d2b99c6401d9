using System.Collections.Concurrent;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Policies;

namespace SlackAgents.Testing.Fakes;

/// <summary>A workspace's people and channels. Whoever is not named otherwise is a full member in an ordinary channel.</summary>
internal sealed class FakePeople : IPersonDirectory
{
    public const string Home = "T0HOME";

    public ConcurrentDictionary<string, PersonProfile?> People { get; } = new(StringComparer.Ordinal);

    public ConcurrentDictionary<string, ChannelProfile?> Channels { get; } = new(StringComparer.Ordinal);

    /// <summary>Throws to let Slack not answer.</summary>
    public Action Before { get; set; } = () => { };

    public static PersonProfile Member(PersonId person) => new(person, $"Name of {person.User}", IsGuest: false, IsBot: false, IsDeactivated: false, IsStranger: false);

    public static ChannelProfile Ordinary(string id) => new(id, "general", IsPrivate: false, IsDirectMessage: false, IsExternal: false, IsMember: true, IsArchived: false);

    public async Task<PersonProfile?> FindPersonAsync(PersonId person, CancellationToken cancellationToken)
    {
        await Task.Yield();
        Before();
        return People.TryGetValue(person.User, out var profile) ? profile : Member(person);
    }

    public Task<ChannelProfile?> FindChannelAsync(string channel, CancellationToken cancellationToken) =>
        Task.FromResult(Channels.TryGetValue(channel, out var profile) ? profile
            : channel.StartsWith('U') ? Ordinary("D" + channel[1..]) with { Name = "direct message", IsPrivate = true, IsDirectMessage = true }
            : Ordinary(channel));

    /// <summary>The workspace that a channel belongs to.</summary>
    public Func<string, string> HomeOf { get; set; } = _ => Home;

    public Task<string> GetHomeTeamAsync(string channel, CancellationToken cancellationToken) => Task.FromResult(HomeOf(channel));
}
