using System.Text.Json.Nodes;
using SlackAgents.Playground.Slack.Blocks;
using SlackAgents.Playground.Slack.Members;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Slack.Interactions;

/// <summary>Asks the app for the options of an external select. docs.slack.dev/reference/interaction-payloads/block_suggestion-payload</summary>
internal sealed class TypeAhead(WorkspaceState state, AppLine line)
{
    private const int DefaultMinQuery = 3;

    /// <param name="container">The view's id or the message's ts.</param>
    /// <param name="place">Adds where the element stands.</param>
    public async Task<SuggestionReceipt> AskAsync(
        Member member, string container, MenuElement element, string typed, Func<JsonObject, JsonObject> place, CancellationToken cancellationToken)
    {
        if (element.Type is not ("external_select" or "multi_external_select"))
        {
            throw new ArgumentException($"{element.ActionId} is a {element.Type} and asks the app for nothing.", nameof(element));
        }

        if (typed.Length < (element.Node.Number("min_query_length") ?? DefaultMinQuery))
        {
            return new SuggestionReceipt(null, TimeSpan.Zero, []);
        }

        var receipt = await line.InteractAsync(place(line.Payloads.Suggestion(member, element, typed)), null, cancellationToken);
        if (!receipt.Acknowledged)
        {
            return new SuggestionReceipt(receipt.Error, receipt.Elapsed, []);
        }

        var answer = receipt.Acknowledgement ?? [];
        var problems = OptionRules.Answer(answer);
        if (problems.Count > 0)
        {
            state.Violations.Add("An answer to block_suggestion that Slack cannot show: " + string.Join(' ', problems));
            return new SuggestionReceipt("invalid_options", receipt.Elapsed, []);
        }

        var options = (answer.List("options") ?? []).Concat((answer.List("option_groups") ?? []).OfType<JsonObject>().SelectMany(group => group.List("options") ?? [])).OfType<JsonObject>().ToList();
        state.Options.Put(member.Id, container, element, options);
        return new SuggestionReceipt(null, receipt.Elapsed, options);
    }
}
