using System.Text.Json.Nodes;
using SlackAgents.Playground.Slack.Members;

namespace SlackAgents.Playground.Slack.Api;

/// <summary>auth.test, users.* and bots.info.</summary>
internal static class UserMethods
{
    public static JsonObject AuthTest(SlackCall call)
    {
        var settings = call.State.Settings;
        return new JsonObject
        {
            ["url"] = call.State.BaseUrl + "/",
            ["team"] = settings.TeamName,
            ["user"] = settings.BotName,
            ["team_id"] = settings.TeamId,
            ["user_id"] = settings.BotUserId,
            ["bot_id"] = settings.BotId,
            ["is_enterprise_install"] = false,
        };
    }

    public static JsonObject Revoke(SlackCall call)
    {
        var isTest = call.Flag("test");
        if (!isTest)
        {
            call.State.Uninstall(isWholeApp: false);
        }

        return new JsonObject { ["revoked"] = !isTest };
    }

    public static JsonObject Info(SlackCall call) => new() { ["user"] = Describe(call, call.Member("user")) };

    public static JsonObject List(SlackCall call) =>
        Paging.Apply(call, "members", [.. call.State.Directory.Members.Where(member => member.TeamId == call.State.Settings.TeamId).Select(member => Describe(call, member))], 1000, 1000);

    public static JsonObject BotInfo(SlackCall call)
    {
        var member = call.State.Directory.Members.FirstOrDefault(candidate => candidate.BotId is not null && candidate.BotId == call.Text("bot"))
            ?? throw new SlackRefusalException("bot_not_found");
        var bot = new JsonObject { ["id"] = member.BotId, ["deleted"] = member.Deleted, ["name"] = member.Name, ["user_id"] = member.Id };
        if (member.BotId == call.State.Settings.BotId)
        {
            bot["app_id"] = call.State.Settings.AppId;
        }

        return new JsonObject { ["bot"] = bot };
    }

    private static JsonObject Describe(SlackCall call, Member member)
    {
        var foreign = member.TeamId != call.State.Settings.TeamId;
        var user = new JsonObject
        {
            ["id"] = member.Id,
            ["team_id"] = member.TeamId,
            ["name"] = member.Name,
            ["real_name"] = member.RealName,
            ["deleted"] = member.Deleted,
            ["tz"] = "Europe/Berlin",
            ["tz_offset"] = 3600,
            ["is_bot"] = member.IsBot,
            ["is_app_user"] = false,
            ["profile"] = new JsonObject { ["real_name"] = member.RealName, ["display_name"] = member.Name, ["team"] = member.TeamId },
        };
        if (foreign)
        {
            // Of people from another organisation Slack tells who they are, not what they may do.
            user["is_stranger"] = true;
            return user;
        }

        user["is_admin"] = member.IsAdmin;
        user["is_owner"] = false;
        user["is_restricted"] = member.IsRestricted || member.IsUltraRestricted;
        user["is_ultra_restricted"] = member.IsUltraRestricted;
        return user;
    }
}
