using System.Text.Json.Nodes;
using SlackAgents.Playground.Slack;
using SlackAgents.Testing.Clients;

namespace SlackAgents.IntegrationTests.Playground;

/// <summary>A person who tries everything once, and what the official app's handlers report of it.</summary>
internal sealed class BoltWalk(SlackWorkspace slack, NodeClient app)
{
    private const string Channel = "#agent-runs";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The handlers' reports without the ids that differ from run to run.</summary>
    public List<string> Trace { get; } = [];

    /// <summary>A command without text opens the form; it is refused once, changed by its own button, and taken.</summary>
    public async Task CommandAndFormAsync(IReadOnlyDictionary<string, IReadOnlyList<string>> tooShort, IReadOnlyDictionary<string, IReadOnlyList<string>> right)
    {
        await slack.SendCommandAsync("alice", Channel, "/agent", CancellationToken.None);
        await ReportedAsync("command");
        var view = (await ReportedAsync("view"))["id"]!.ToString();

        var offered = await slack.Forms.SuggestAsync("alice", view, "Repository", "web", CancellationToken.None);
        Assert.That(offered.Values, Is.EqualTo(new[] { "acme/website" }), offered.Error);
        await ReportedAsync("options");
        Assert.That(() => slack.Forms.SubmitAsync("alice", view, new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal), CancellationToken.None), Throws.ArgumentException.With.Message.Contains("Task is required"));

        var refused = await slack.Forms.SubmitAsync("alice", view, tooShort, CancellationToken.None);
        await ReportedAsync("submission");
        Assert.That((refused.Error, refused.FieldErrors["what"], slack.Forms.Top("alice")?.Id), Is.EqualTo(((string?)null, "Say a little more.", view)));

        await slack.Forms.ClickAsync("alice", view, "More", tooShort, CancellationToken.None);
        await ReportedAsync("action");
        Assert.That(slack.Forms.Top("alice")!.AllText, Does.Contain("There is no more."));
        var taken = await slack.Forms.SubmitAsync("alice", view, right, CancellationToken.None);
        await ReportedAsync("submission");
        Assert.That((taken.Error, slack.Forms.Top("alice")), Is.EqualTo(((string?)null, (object?)null)));
    }

    public async Task ShortcutsAsync()
    {
        await slack.Shortcuts.GlobalAsync("alice", "new_task", CancellationToken.None);
        await ReportedAsync("shortcut");
        await slack.Forms.CloseAsync("alice", slack.Forms.Top("alice")!.Id, clear: false, CancellationToken.None);
        await ReportedAsync("closed");

        var message = slack.Acts.Attach("bob", Channel, "the readme has a typo", null, ("shot.png", "not a picture"u8.ToArray()));
        await ReportedAsync("file");
        await slack.Shortcuts.OnMessageAsync("alice", Channel, message.Ts, "run_on_message", CancellationToken.None);
        await ReportedAsync("shortcut");
        await slack.Forms.CloseAsync("alice", slack.Forms.Top("alice")!.Id, clear: true, CancellationToken.None);
        await ReportedAsync("closed");
    }

    /// <summary>Everything on a card: the picker, feedback, Slack's own Stop, and the button.</summary>
    public async Task CardAsync()
    {
        await slack.SendCommandAsync("alice", Channel, "/agent fix it", CancellationToken.None);
        await ReportedAsync("command");
        var ts = (await ReportedAsync("posted"))["ts"]!.ToString();
        await ReportedAsync("responded");
        await slack.Acts.SuggestAsync("alice", Channel, ts, "run.repo", "gad", CancellationToken.None);
        await ReportedAsync("options");
        await slack.Acts.ChooseAsync("alice", Channel, ts, "run.repo", ["acme/gadgets"], CancellationToken.None);
        await ReportedAsync("action");
        await slack.ClickAsync("alice", Channel, ts, "Good", CancellationToken.None);
        await ReportedAsync("action");
        slack.Sessions.Stop("bob", Channel, ts);
        await ReportedAsync("stopped");
        await slack.WaitUntilAsync(() => slack.Sessions.Find(Channel, ts)?.Status == "active", Patience, CancellationToken.None);
        await slack.ClickAsync("bob", Channel, ts, "Stop", CancellationToken.None);
        await ReportedAsync("action");
    }

    public async Task MessagesAsync()
    {
        var said = slack.Post("alice", Channel, "hello");
        slack.React("alice", Channel, said.Ts, "x");
        await ReportedAsync("reaction");
        slack.Acts.Edit("alice", Channel, said.Ts, "hello again");
        await ReportedAsync("changed");
        slack.Acts.Delete("alice", Channel, said.Ts);
        await ReportedAsync("deleted");
    }

    public async Task HomeAsync()
    {
        slack.Forms.OpenHome("alice");
        await ReportedAsync("home");
        var home = await slack.Forms.WaitForHomeAsync("alice", view => view.AllText.Contains("run-1", StringComparison.Ordinal), Patience, CancellationToken.None);
        await slack.Forms.ClickAsync("alice", home.Id, "Stop", null, CancellationToken.None);
        await ReportedAsync("action");
    }

    private async Task<JsonObject> ReportedAsync(string name)
    {
        var report = await app.WaitForAsync(name);
        var kept = (JsonObject)report.DeepClone();
        foreach (var id in (ReadOnlySpan<string>)["id", "view", "ts", "thread"])
        {
            if (name is not "action" || id is not "id")
            {
                kept.Remove(id);
            }
        }

        Trace.Add(kept.ToJsonString());
        return report;
    }
}
