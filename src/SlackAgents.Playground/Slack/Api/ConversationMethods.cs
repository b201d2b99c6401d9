using System.Text.Json.Nodes;
using SlackAgents.Playground.Slack.Members;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Slack.Api;

/// <summary>conversations.*: which channels there are and who is in them.</summary>
internal static class ConversationMethods
{
    public static JsonObject Info(SlackCall call)
    {
        var channel = call.Channel();
        call.RequireScope(channel.ReadScope);
        return new JsonObject { ["channel"] = Describe(call, channel) };
    }

    public static JsonObject List(SlackCall call)
    {
        call.RequireScope("channels:read", "groups:read", "im:read", "mpim:read");
        var types = (call.Text("types") ?? "public_channel").Split(',', StringSplitOptions.TrimEntries);
        var channels = call.State.Directory.Channels.Where(channel => channel.Kind switch
        {
            ChannelKind.Public => types.Contains("public_channel"),
            ChannelKind.Private => types.Contains("private_channel") && call.IsIn(channel),
            _ => types.Contains("im") && call.IsIn(channel),
        });
        if (call.Flag("exclude_archived"))
        {
            channels = channels.Where(channel => !channel.IsArchived);
        }

        return Paging.Apply(call, "channels", [.. channels.Select(channel => Describe(call, channel))], 100, 1000);
    }

    public static JsonObject Members(SlackCall call)
    {
        var channel = call.Channel();
        call.RequireScope(channel.ReadScope);
        return new JsonObject { ["members"] = channel.Members.Order(StringComparer.Ordinal).ToJsonArray(), ["response_metadata"] = new JsonObject { ["next_cursor"] = string.Empty } };
    }

    public static JsonObject Open(SlackCall call)
    {
        var users = call.Text("users")!.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (users.Length != 1)
        {
            throw new SlackRefusalException("method_not_supported_for_channel_type");
        }

        var member = call.State.Directory.FindMember(users[0]);
        if (member is null || member.Id != users[0])
        {
            throw new SlackRefusalException("user_not_found");
        }

        if (member.Deleted)
        {
            throw new SlackRefusalException("user_disabled");
        }

        if (member.TeamId != call.State.Settings.TeamId)
        {
            throw new SlackRefusalException("user_not_visible");
        }

        var channel = call.State.Directory.DirectMessage(call.State.Settings.BotUserId, member);
        return new JsonObject { ["channel"] = new JsonObject { ["id"] = channel.Id } };
    }

    public static JsonObject Join(SlackCall call)
    {
        var channel = call.Channel();
        if (channel.Kind != ChannelKind.Public)
        {
            throw new SlackRefusalException("method_not_supported_for_channel_type");
        }

        if (channel.IsArchived)
        {
            throw new SlackRefusalException("is_archived");
        }

        var joined = channel with { Members = channel.Members.Add(call.State.Settings.BotUserId) };
        call.State.Directory.Put(joined);
        return new JsonObject { ["channel"] = Describe(call, joined) };
    }

    private static JsonObject Describe(SlackCall call, Channel channel)
    {
        var described = new JsonObject
        {
            ["id"] = channel.Id,
            ["is_channel"] = channel.Kind == ChannelKind.Public,
            ["is_group"] = channel.Kind == ChannelKind.Private,
            ["is_im"] = channel.Kind == ChannelKind.DirectMessage,
            ["is_mpim"] = false,
            ["is_private"] = channel.Kind != ChannelKind.Public,
            ["is_archived"] = channel.IsArchived,
            ["is_shared"] = channel.IsExtShared,
            ["is_ext_shared"] = channel.IsExtShared,
            ["is_org_shared"] = false,
            ["context_team_id"] = call.State.Settings.TeamId,
        };
        if (channel.Kind == ChannelKind.DirectMessage)
        {
            described["user"] = channel.Members.FirstOrDefault(id => id != call.State.Settings.BotUserId);
        }
        else
        {
            described["name"] = channel.Name;
            described["is_member"] = call.IsIn(channel);
        }

        return described;
    }
}
