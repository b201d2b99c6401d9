using System.Text.Json.Nodes;
using SlackAgents.Playground.Slack;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Web;

/// <summary>What the page can do, by the last part of its address. Each answers with <c>error</c>: a sentence for the person, or null.</summary>
internal sealed class PageActions
{
    private readonly SlackWorkspace _workspace;

    public PageActions(SlackWorkspace workspace)
    {
        _workspace = workspace;
        All = new Dictionary<string, Func<JsonObject, CancellationToken, Task<JsonObject>>>(StringComparer.Ordinal)
        {
            ["post"] = PostAsync,
            ["attach"] = At(body => workspace.Acts.Attach(Member(body), Channel(body), body.Text("text") ?? string.Empty, body.Text("threadTs"), (Required(body, "name"), Content(body)))),
            ["edit"] = At(body => workspace.Acts.Edit(Member(body), Channel(body), Ts(body), Required(body, "text"))),
            ["delete"] = At(body => workspace.Acts.Delete(Member(body), Channel(body), Ts(body))),
            ["forward"] = At(body => workspace.Acts.Forward(Member(body), Channel(body), Ts(body), Required(body, "to"), body.Text("text") ?? string.Empty)),
            ["react"] = At(React),
            ["click"] = ClickAsync,
            ["choose"] = ChooseAsync,
            ["suggest"] = SuggestAsync,
            ["shortcut"] = ShortcutAsync,
            ["home"] = At(body => workspace.Forms.OpenHome(Member(body))),
            ["stop"] = At(body => workspace.Sessions.Stop(Member(body), Channel(body), Required(body, "threadTs"))),
            ["submit"] = SubmitAsync,
            ["close"] = async (body, cancellationToken) => Said(await workspace.Forms.CloseAsync(Member(body), View(body), body.Flag("clear"), cancellationToken), "Closing the form"),
        };
    }

    public IReadOnlyDictionary<string, Func<JsonObject, CancellationToken, Task<JsonObject>>> All { get; }

    private static JsonObject Nothing => new() { ["error"] = null };

    private static string Member(JsonObject body) => Required(body, "member");

    private static string Channel(JsonObject body) => Required(body, "channel");

    private static string Ts(JsonObject body) => Required(body, "ts");

    private static string View(JsonObject body) => Required(body, "viewId");

    private static string Required(JsonObject body, string name) =>
        body.Text(name) is { Length: > 0 } value ? value : throw new ArgumentException($"{name} is missing.", nameof(body));

    private static byte[] Content(JsonObject body)
    {
        var content = new byte[(body.Text("content")?.Length ?? 0) * 3 / 4];
        return Convert.TryFromBase64String(body.Text("content") ?? string.Empty, content, out var length) && length > 0
            ? content[..length]
            : throw new ArgumentException("The file is empty.", nameof(body));
    }

    private static IReadOnlyList<string> Texts(JsonNode? list) => [.. (list as JsonArray ?? []).Select(value => value?.ToString() ?? string.Empty)];

    private static Dictionary<string, IReadOnlyList<string>> Answers(JsonObject body) =>
        (body.Child("answers") ?? []).ToDictionary(answer => answer.Key, answer => Texts(answer.Value), StringComparer.Ordinal);

    private static JsonObject Said(CommandReceipt receipt, string what) =>
        receipt.Acknowledged ? Nothing : new JsonObject { ["error"] = $"{what} failed with the error \"{receipt.Error}\"." };

    private static Func<JsonObject, CancellationToken, Task<JsonObject>> At(Action<JsonObject> act) => (body, _) =>
    {
        act(body);
        return Task.FromResult(Nothing);
    };

    private async Task<JsonObject> PostAsync(JsonObject body, CancellationToken cancellationToken)
    {
        var text = Required(body, "text");
        if (!text.StartsWith('/'))
        {
            _workspace.Post(Member(body), Channel(body), text, body.Text("threadTs"));
            return Nothing;
        }

        return body.Text("threadTs") is not null
            ? new JsonObject { ["error"] = "Slash commands do not work in threads, here as in Slack. Use the channel, or write a plain word such as \"stop\"." }
            : Said(await _workspace.SendCommandAsync(Member(body), Channel(body), text, cancellationToken), text.Split(' ')[0]);
    }

    private void React(JsonObject body)
    {
        if (!_workspace.React(Member(body), Channel(body), Ts(body), Required(body, "name")))
        {
            _workspace.Unreact(Member(body), Channel(body), Ts(body), Required(body, "name"));
        }
    }

    private async Task<JsonObject> ClickAsync(JsonObject body, CancellationToken cancellationToken)
    {
        var key = Required(body, "key");
        return Said(
            body.Text("viewId") is { } view
                ? await _workspace.Forms.ClickAsync(Member(body), view, key, Answers(body), cancellationToken)
                : await _workspace.ClickAsync(Member(body), Channel(body), Ts(body), key, cancellationToken),
            "The click");
    }

    private async Task<JsonObject> ChooseAsync(JsonObject body, CancellationToken cancellationToken)
    {
        var (key, chosen) = (Required(body, "key"), Texts(body["chosen"]));
        return Said(
            body.Text("viewId") is { } view
                ? await _workspace.Forms.ChooseAsync(Member(body), view, key, chosen, Answers(body), cancellationToken)
                : await _workspace.Acts.ChooseAsync(Member(body), Channel(body), Ts(body), key, chosen, cancellationToken),
            "The choice");
    }

    private async Task<JsonObject> SuggestAsync(JsonObject body, CancellationToken cancellationToken)
    {
        var (key, typed) = (Required(body, "key"), body.Text("typed") ?? string.Empty);
        var receipt = body.Text("viewId") is { } view
            ? await _workspace.Forms.SuggestAsync(Member(body), view, key, typed, cancellationToken)
            : await _workspace.Acts.SuggestAsync(Member(body), Channel(body), Ts(body), key, typed, cancellationToken);
        return new JsonObject
        {
            ["error"] = receipt.Error is null ? null : $"The options could not be loaded: {receipt.Error}.",
            ["options"] = receipt.Options.Select(option => (JsonObject)option.DeepClone()).ToJsonArray(),
        };
    }

    private async Task<JsonObject> ShortcutAsync(JsonObject body, CancellationToken cancellationToken) => Said(
        body.Text("ts") is { } ts
            ? await _workspace.Shortcuts.OnMessageAsync(Member(body), Channel(body), ts, Required(body, "callbackId"), cancellationToken)
            : await _workspace.Shortcuts.GlobalAsync(Member(body), Required(body, "callbackId"), cancellationToken),
        "The shortcut");

    private async Task<JsonObject> SubmitAsync(JsonObject body, CancellationToken cancellationToken)
    {
        var receipt = await _workspace.Forms.SubmitAsync(Member(body), View(body), Answers(body), cancellationToken);
        var answer = Said(receipt, "The form");
        var fields = new JsonObject();
        foreach (var (block, error) in receipt.Acknowledged ? receipt.FieldErrors : new Dictionary<string, string>(StringComparer.Ordinal))
        {
            fields[block] = error;
        }

        answer["fields"] = fields;
        return answer;
    }
}
