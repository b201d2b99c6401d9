using System.Text.Json.Nodes;
using SlackAgents.Playground.Slack.Members;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Slack.Api;

/// <summary>The arguments of one accepted call and the look-ups that most methods begin with.</summary>
internal sealed class SlackCall(JsonObject arguments, WorkspaceState state)
{
    public JsonObject Arguments => arguments;

    public WorkspaceState State => state;

    public string? Text(string name) => arguments.Text(name);

    public bool Flag(string name) => arguments.Flag(name);

    /// <summary>A structured argument: an object or array of a JSON body, or its text in a form field.</summary>
    /// <exception cref="SlackRefusalException"><paramref name="formatError"/> when the text is not JSON.</exception>
    public JsonNode? Structure(string name, string formatError)
    {
        if (!arguments.TryGetPropertyValue(name, out var value) || value is null)
        {
            return null;
        }

        if (value is not JsonValue)
        {
            return value;
        }

        return arguments.Text(name) is { Length: > 0 } text ? WireJson.Parse(text) ?? throw new SlackRefusalException(formatError) : null;
    }

    public void RequireScope(params ReadOnlySpan<string> any)
    {
        foreach (var scope in any)
        {
            if (state.BotScopes.Contains(scope))
            {
                return;
            }
        }

        throw SlackRefusalException.MissingScope(any.ToArray(), [.. state.BotScopes]);
    }

    /// <summary>The channel named by an argument, if the app may know of it.</summary>
    /// <exception cref="SlackRefusalException"><c>channel_not_found</c>; also for private channels the bot is not in, as Slack does.</exception>
    public Channel Channel(string argument = "channel")
    {
        var named = Text(argument);
        var channel = state.Directory.FindChannel(named)
            ?? (named?.StartsWith('#') == true ? state.Directory.FindChannelByName(named) : null);
        if (channel is null && state.Directory.FindMember(named) is { } member && member.Id == named)
        {
            // A user id as channel opens the direct conversation with that person.
            channel = state.Directory.DirectMessage(state.Settings.BotUserId, member);
        }

        return channel is null || (channel.Kind != ChannelKind.Public && !IsIn(channel))
            ? throw new SlackRefusalException("channel_not_found")
            : channel;
    }

    public bool IsIn(Channel channel) => channel.Members.Contains(state.Settings.BotUserId);

    /// <summary>A channel the app may post in.</summary>
    public Channel ChannelToPostIn()
    {
        var channel = Channel();
        if (channel.IsArchived)
        {
            throw new SlackRefusalException("is_archived");
        }

        return IsIn(channel) || state.BotScopes.Contains("chat:write.public") ? channel : throw new SlackRefusalException("not_in_channel");
    }

    public Member Member(string argument) => state.Directory.FindMember(Text(argument)) is { } member && member.Id == Text(argument)
        ? member
        : throw new SlackRefusalException("user_not_found");
}
