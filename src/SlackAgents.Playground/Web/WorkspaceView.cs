using System.Text.Json.Nodes;
using SlackAgents.Playground.Slack;
using SlackAgents.Playground.Slack.Members;
using SlackAgents.Playground.Slack.Messages;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Web;

/// <summary>What one member sees of one channel, as the page draws it.</summary>
internal static class WorkspaceView
{
    private const int MaxMessages = 400;

    public static JsonObject For(SlackWorkspace workspace, Member member, Channel channel)
    {
        var messages = workspace.State.Messages.In(channel.Id)
            .Concat(workspace.EphemeralsFor(member.Id).Where(message => message.ChannelId == channel.Id))
            .OrderBy(message => message.Ts, StringComparer.Ordinal)
            .TakeLast(MaxMessages);
        return new JsonObject
        {
            ["team"] = workspace.State.Settings.TeamName,
            ["command"] = workspace.State.Settings.Commands is [var first, ..] ? first : null,
            ["botUser"] = workspace.State.Settings.BotUserId,
            ["connections"] = workspace.Connections,
            ["http"] = workspace.RequestUrls is not null,
            ["member"] = member.Id,
            ["channel"] = channel.Id,
            ["members"] = workspace.Members.Select(person => Describe(person, workspace.State.Settings.TeamId)).ToJsonArray(),
            ["channels"] = workspace.Channels.Where(candidate => candidate.Members.Contains(member.Id)).Select(candidate => Describe(workspace, candidate, member)).ToJsonArray(),
            ["messages"] = messages.Select(message => Describe(workspace, message)).ToJsonArray(),
            ["sessions"] = workspace.State.Sessions.In(channel.Id).Select(session => new JsonObject { ["threadTs"] = session.ThreadTs, ["status"] = session.Status, ["title"] = session.Title }).ToJsonArray(),
            ["shortcuts"] = workspace.State.Settings.Shortcuts.Select(shortcut => new JsonObject { ["id"] = shortcut.CallbackId, ["name"] = shortcut.Name, ["onMessage"] = shortcut.OnMessage }).ToJsonArray(),
            ["home"] = workspace.State.Settings.HasHomeTab ? workspace.Forms.Home(member.Id)?.ToJson() ?? [] : null,
            ["view"] = workspace.State.Views.Top(member.Id)?.ToJson(),
        };
    }

    private static JsonObject Describe(Member member, string teamId) => new()
    {
        ["id"] = member.Id,
        ["name"] = member.Name,
        ["realName"] = member.RealName,
        ["bot"] = member.IsBot,
        ["kind"] = member switch
        {
            { IsBot: true } => "bot",
            { IsRestricted: true } or { IsUltraRestricted: true } => "guest",
            _ => member.TeamId == teamId ? "member" : "from another workspace",
        },
    };

    private static JsonObject Describe(SlackWorkspace workspace, Channel channel, Member member) => new()
    {
        ["id"] = channel.Id,
        ["name"] = channel.Kind == ChannelKind.DirectMessage
            ? workspace.State.Directory.FindMember(channel.Members.FirstOrDefault(id => id != member.Id))?.Name ?? channel.Name
            : channel.Name,
        ["kind"] = channel.Kind switch { ChannelKind.DirectMessage => "direct", ChannelKind.Private => "private", _ => "public" },
        ["shared"] = channel.IsExtShared,
        ["archived"] = channel.IsArchived,
        ["withApp"] = channel.Members.Contains(workspace.State.Settings.BotUserId),
    };

    private static JsonObject Describe(SlackWorkspace workspace, SlackMessage message)
    {
        var json = message.ToJson();
        json["name"] = workspace.State.Directory.FindMember(message.UserId)?.Name ?? message.UserId;
        json["fromApp"] = message.IsFromApp;
        json["ephemeral"] = message.VisibleOnlyTo is not null;
        json["at"] = message.PostedAt.ToUnixTimeMilliseconds();
        json["isEdited"] = message.EditedAt is not null;
        if (!message.IsFromApp)
        {
            // A person's own blocks repeat the text.
            json.Remove("blocks");
        }

        return json;
    }
}
