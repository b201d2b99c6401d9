using System.Text.Json.Nodes;
using SlackAgents.Playground.Slack.Blocks;
using SlackAgents.Playground.Slack.Interactions;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Slack.Api;

/// <summary>views.*: modals and home tabs.</summary>
internal static class ViewMethods
{
    private const int MaxView = 250_000;

    public static JsonObject Open(SlackCall call)
    {
        var view = Read(call, "modal");
        var user = Exchange(call);
        return Shown(call.State.Views.Open(view, user, previous: null));
    }

    public static JsonObject Push(SlackCall call)
    {
        var view = Read(call, "modal");
        var user = Exchange(call);
        var top = call.State.Views.Top(user) ?? throw new SlackRefusalException("not_found");
        return call.State.Views.Depth(user) >= ViewStore.MaxDepth ? throw new SlackRefusalException("push_limit_reached") : Shown(call.State.Views.Open(view, user, top));
    }

    public static JsonObject Update(SlackCall call)
    {
        if (string.IsNullOrEmpty(call.Text("view_id")) && string.IsNullOrEmpty(call.Text("external_id")))
        {
            throw new SlackRefusalException("invalid_arguments", ["[ERROR] must provide one of: view_id, external_id"]);
        }

        var shown = call.State.Views.Find(call.Text("view_id"), call.Text("external_id"));
        var view = Read(call, shown is { IsHome: true } ? "home" : "modal");
        if (shown is null)
        {
            throw new SlackRefusalException("not_found");
        }

        RefuseRace(call, shown);
        return Shown(call.State.Views.Replace(shown, view));
    }

    public static JsonObject Publish(SlackCall call)
    {
        if (!call.State.Settings.HasHomeTab)
        {
            throw new SlackRefusalException("not_enabled");
        }

        var view = Read(call, "home");
        var member = call.Member("user_id");
        if (member.IsBot || member.TeamId != call.State.Settings.TeamId)
        {
            throw new SlackRefusalException("user_not_found");
        }

        if (call.State.Views.All.FirstOrDefault(candidate => candidate.IsHome && candidate.UserId == member.Id) is { } shown)
        {
            RefuseRace(call, shown);
        }

        return Shown(call.State.Views.Publish(view, member.Id));
    }

    /// <summary>With <c>hash</c> only the version that the app knows is replaced.</summary>
    private static void RefuseRace(SlackCall call, ShownView shown)
    {
        if (call.Text("hash") is { Length: > 0 } hash && hash != shown.Hash)
        {
            throw new SlackRefusalException("hash_conflict");
        }
    }

    private static JsonObject Read(SlackCall call, string expectedType)
    {
        if (call.Structure("view", "invalid_arguments") is not JsonObject view)
        {
            throw new SlackRefusalException("invalid_arguments", ["[ERROR] must provide an object [json-pointer:/view]"]);
        }

        if (view.ToJsonString().Length > MaxView)
        {
            throw new SlackRefusalException("view_too_large");
        }

        if (view.Text("type") is { } type && type != expectedType && type is "modal" or "home")
        {
            throw new SlackRefusalException("invalid_arguments", [$"[ERROR] must be one of: {expectedType} [json-pointer:/view/type]"]);
        }

        var problems = BlockValidator.View((JsonObject)view.DeepClone());
        return problems.Count == 0 ? (JsonObject)view.DeepClone() : throw new SlackRefusalException("invalid_arguments", problems);
    }

    private static string Exchange(SlackCall call) => call.State.Triggers.Exchange(call.Text("trigger_id")!) switch
    {
        { User: { } user } => user,
        { Error: var error } => throw new SlackRefusalException(error ?? "invalid_trigger_id"),
    };

    private static JsonObject Shown(ShownView view) => new() { ["view"] = view.ToJson() };
}
