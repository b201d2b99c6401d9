using System.Text.Json.Nodes;
using SlackAgents.Playground.Slack.Interactions;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Slack.Acts;

/// <summary>What people do in modals and in the App Home. Fields are named by block id, action id or label.</summary>
internal sealed class FormActs(WorkspaceState state, AppLine line)
{
    private readonly MenuState _states = new(state.Directory, ids => [.. ids.Select(id => state.Files.Find(id)?.ToJson(state)).OfType<JsonObject>()]);

    /// <summary>The modal on top of a person's stack; null when none is open.</summary>
    public ShownView? Top(string user) => state.Views.Top(state.Directory.Member(user).Id);

    /// <summary>What the app published in a person's Home tab.</summary>
    public ShownView? Home(string user) => state.Views.All.FirstOrDefault(view => view.IsHome && view.UserId == state.Directory.Member(user).Id);

    /// <summary>Waits until a person has a modal open that fits.</summary>
    public Task<ShownView> WaitForAsync(string user, Func<ShownView, bool> predicate, TimeSpan timeout, CancellationToken cancellationToken) =>
        state.Changed.UntilAsync(() => Top(user) is { } view && predicate(view) ? view : null, timeout, () => $"{user} has {(Top(user) is null ? "no modal" : "another modal")} open.", cancellationToken);

    /// <summary>Waits until a person's Home tab fits.</summary>
    public Task<ShownView> WaitForHomeAsync(string user, Func<ShownView, bool> predicate, TimeSpan timeout, CancellationToken cancellationToken) =>
        state.Changed.UntilAsync(() => Home(user) is { } view && predicate(view) ? view : null, timeout, () => $"{user}'s Home shows {Home(user)?.BodyJson ?? "nothing"}.", cancellationToken);

    public void OpenHome(string user, string tab = "home")
    {
        var member = state.Directory.Member(user);
        state.Events.AppHomeOpened(member, tab, tab == "home" ? Home(member.Id) : null);
    }

    /// <summary>Fills in some fields, leaves the others as they are and submits.</summary>
    /// <exception cref="ArgumentException">A person could not submit that: a required field is empty, an option was not offered.</exception>
    public Task<CommandReceipt> SubmitAsync(string user, string viewId, IReadOnlyDictionary<string, IReadOnlyList<string>> answers, CancellationToken cancellationToken)
    {
        var view = Existing(user, viewId);
        return SubmitAsync(user, viewId, Fill(view, answers, mustBeWhole: true), cancellationToken);
    }

    /// <summary>Submits an open modal with <c>{block_id:{action_id:{…}}}</c>; the answer's response_action is carried out.</summary>
    public async Task<CommandReceipt> SubmitAsync(string user, string viewId, JsonObject values, CancellationToken cancellationToken)
    {
        var view = Existing(user, viewId);
        if (view.IsHome || !view.ToJson().ContainsKey("submit"))
        {
            throw new ArgumentException("This view has no button to submit it.", nameof(viewId));
        }

        var receipt = await line.InteractAsync(line.Payloads.ViewSubmission(state.Directory.Member(user), view, values), null, cancellationToken);
        if (!receipt.Acknowledged)
        {
            return receipt;
        }

        var problem = ViewAnswer.Apply(state, view, receipt.Acknowledgement);
        state.Changed.Raise();
        if (problem is null)
        {
            return receipt;
        }

        state.Violations.Add($"An answer to view_submission that Slack cannot show: {problem}");
        return receipt with { Error = "invalid_response_action" };
    }

    /// <summary>Closes a modal; <paramref name="clear"/> for the cross that takes the whole stack away.</summary>
    public async Task<CommandReceipt> CloseAsync(string user, string viewId, bool clear, CancellationToken cancellationToken)
    {
        var view = Existing(user, viewId);
        var json = view.ToJson();
        var isCleared = clear || json.Flag("clear_on_close");
        if (isCleared)
        {
            state.Views.CloseAll(view.UserId);
        }
        else
        {
            state.Views.Close(view.Id);
        }

        state.Changed.Raise();
        return json.Flag("notify_on_close")
            ? await line.InteractAsync(line.Payloads.ViewClosed(state.Directory.Member(user), view, isCleared), null, cancellationToken)
            : new CommandReceipt(null, TimeSpan.Zero, null, string.Empty, state);
    }

    /// <summary>Taps a button of a modal or of the Home tab, found by its action id or by its text.</summary>
    public Task<CommandReceipt> ClickAsync(
        string user, string viewId, string actionIdOrText, IReadOnlyDictionary<string, IReadOnlyList<string>>? entered, CancellationToken cancellationToken)
    {
        var view = Existing(user, viewId);
        var button = Messages.BlockReader.FindButton(Messages.BlockReader.Buttons(view.Blocks.ToJsonString()), actionIdOrText);
        return ActAsync(user, view, button.ToAction(), entered, cancellationToken);
    }

    /// <summary>Chooses or enters something that the app wants to hear of at once.</summary>
    public Task<CommandReceipt> ChooseAsync(
        string user, string viewId, string element, IReadOnlyList<string> chosen, IReadOnlyDictionary<string, IReadOnlyList<string>>? entered, CancellationToken cancellationToken)
    {
        var view = Existing(user, viewId);
        var found = MenuElement.Find(view.Blocks, element);
        if (found.IsInput && !found.Block.Flag("dispatch_action"))
        {
            throw new ArgumentException($"{element} is told to the app only when the form is submitted.", nameof(element));
        }

        var action = PayloadFactory.Choice(found, _states.Of(found, chosen, Offered(view)));
        var all = new Dictionary<string, IReadOnlyList<string>>(entered ?? new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal), StringComparer.Ordinal);
        all.Remove(found.BlockId);
        all[found.ActionId] = chosen;
        return ActAsync(user, view, action, all, cancellationToken);
    }

    /// <summary>Types into a field that asks the app for its options.</summary>
    public Task<SuggestionReceipt> SuggestAsync(string user, string viewId, string element, string typed, CancellationToken cancellationToken)
    {
        var view = Existing(user, viewId);
        return new TypeAhead(state, line).AskAsync(
            state.Directory.Member(user), view.Id, MenuElement.Find(view.Blocks, element), typed, payload => PayloadFactory.InView(payload, view, null), cancellationToken);
    }

    private Task<CommandReceipt> ActAsync(
        string user, ShownView view, JsonObject action, IReadOnlyDictionary<string, IReadOnlyList<string>>? entered, CancellationToken cancellationToken)
    {
        var values = Fill(view, entered ?? new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal), mustBeWhole: false);
        return line.InteractAsync(PayloadFactory.InView(line.Payloads.BlockActions(state.Directory.Member(user), action), view, values), null, cancellationToken);
    }

    private JsonObject Fill(ShownView view, IReadOnlyDictionary<string, IReadOnlyList<string>> answers, bool mustBeWhole) =>
        FormFiller.Fill(view.ToJson(), answers, mustBeWhole, _states, Offered(view));

    private MenuState.OfferedTo Offered(ShownView view) => element => state.Options.Of(view.UserId, view.Id, element);

    private ShownView Existing(string user, string viewId)
    {
        var view = state.Views.Find(viewId, null) ?? throw new ArgumentException($"No view {viewId}.", nameof(viewId));
        return view.UserId == state.Directory.Member(user).Id ? view : throw new ArgumentException($"{user} does not see the view {viewId}.", nameof(user));
    }
}
