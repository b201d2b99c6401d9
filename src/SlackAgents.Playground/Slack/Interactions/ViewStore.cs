using System.Collections.Immutable;
using System.Text.Json.Nodes;
using SlackAgents.Playground.Slack.Api;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Slack.Interactions;

/// <summary>Open modals, one stack per person, and published home tabs.</summary>
internal sealed class ViewStore(SlackSettings settings)
{
    /// <summary>Modals that can lie on each other. docs.slack.dev/surfaces/modals</summary>
    public const int MaxDepth = 3;

    private ImmutableList<ShownView> _views = [];

    public IReadOnlyList<ShownView> All => Volatile.Read(ref _views);

    public ShownView? Top(string userId) => All.LastOrDefault(view => view.UserId == userId && !view.IsHome);

    public int Depth(string userId) => All.Count(view => view.UserId == userId && !view.IsHome);

    public ShownView? Find(string? viewId, string? externalId) =>
        All.FirstOrDefault(view => (viewId is { Length: > 0 } && view.Id == viewId) || (externalId is { Length: > 0 } && view.ExternalId == externalId));

    public ShownView Open(JsonObject body, string userId, ShownView? previous)
    {
        RefuseDouble(body, null);

        // A fresh modal replaces whatever stack the person had open.
        if (previous is null)
        {
            CloseAll(userId);
        }

        var id = "V" + RandomText.Upper(10);
        var view = New(body, id, userId, previous?.RootId ?? id, previous?.Id);
        ImmutableInterlocked.Update(ref _views, static (views, added) => views.Add(added), view);
        return view;
    }

    public ShownView Replace(ShownView shown, JsonObject body)
    {
        RefuseDouble(body, shown);
        var view = New(body, shown.Id, shown.UserId, shown.RootId, shown.PreviousId) with { IsHome = shown.IsHome };
        ImmutableInterlocked.Update(ref _views, static (views, change) => views.Contains(change.shown) ? views.Replace(change.shown, change.view) : views, (shown, view));
        return view;
    }

    public ShownView Publish(JsonObject body, string userId)
    {
        if (All.FirstOrDefault(view => view.UserId == userId && view.IsHome) is { } shown)
        {
            return Replace(shown, body);
        }

        var id = "V" + RandomText.Upper(10);
        var view = New(body, id, userId, id, null) with { IsHome = true };
        ImmutableInterlocked.Update(ref _views, static (views, added) => views.Add(added), view);
        return view;
    }

    public void Close(string viewId) => ImmutableInterlocked.Update(ref _views, static (views, id) => views.RemoveAll(view => view.Id == id), viewId);

    public void CloseAll(string userId) =>
        ImmutableInterlocked.Update(ref _views, static (views, user) => views.RemoveAll(view => view.UserId == user && !view.IsHome), userId);

    private void RefuseDouble(JsonObject body, ShownView? self)
    {
        if (body.Text("external_id") is { Length: > 0 } externalId && Find(null, externalId) is { } other && other.Id != self?.Id)
        {
            throw new SlackRefusalException("duplicate_external_id");
        }
    }

    private static string Complete(JsonObject body)
    {
        var copy = (JsonObject)body.DeepClone();
        copy["blocks"] = BlockIds.Complete(body.List("blocks") ?? []);
        return copy.ToJsonString();
    }

    private ShownView New(JsonObject body, string id, string userId, string rootId, string? previousId) =>
        new(id, userId, Complete(body), $"{RandomText.Hex(5)}.{RandomText.Hex(4)}", rootId, previousId, settings)
        {
            ExternalId = body.Text("external_id"),
            CallbackId = body.Text("callback_id") ?? string.Empty,
        };
}
