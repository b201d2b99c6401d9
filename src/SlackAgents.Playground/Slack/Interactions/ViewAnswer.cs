using System.Text.Json.Nodes;
using SlackAgents.Playground.Slack.Blocks;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Slack.Interactions;

/// <summary>Carries out the <c>response_action</c> of a submission. docs.slack.dev/surfaces/modals</summary>
internal static class ViewAnswer
{
    /// <returns>Why the client would say that something went wrong and leave the modal open; null when the answer was carried out.</returns>
    public static string? Apply(WorkspaceState state, ShownView view, JsonObject? answer)
    {
        switch (answer?.Text("response_action"))
        {
            case "errors":
                return Errors(view, answer.Child("errors"));
            case "clear":
                state.Views.CloseAll(view.UserId);
                return null;
            case "update" or "push" when Problem(answer.Child("view"), state) is { } problem:
                return problem;
            case "update":
                state.Views.Replace(view, answer.Child("view")!);
                return null;
            case "push" when state.Views.Depth(view.UserId) >= ViewStore.MaxDepth:
                return "push_limit_reached";
            case "push":
                state.Views.Open(answer.Child("view")!, view.UserId, view);
                return null;
            case null when answer is null or { Count: 0 }:
                state.Views.Close(view.Id);
                return null;
            default:
                return $"no response_action that exists: {answer!.ToJsonString()}";
        }
    }

    private static string? Problem(JsonObject? body, WorkspaceState state)
    {
        if (body is null)
        {
            return "no view";
        }

        var problems = body.Text("type") == "modal" ? BlockValidator.View(body) : ["a view that is no modal"];
        return problems.Count > 0 ? string.Join(' ', problems)
            : body.Text("external_id") is { Length: > 0 } id && state.Views.Find(null, id) is not null ? "duplicate_external_id" : null;
    }

    private static string? Errors(ShownView view, JsonObject? errors)
    {
        var inputs = MenuElement.In(view.Blocks).Where(element => element.IsInput).Select(element => element.BlockId).ToHashSet(StringComparer.Ordinal);
        return errors is null or { Count: 0 } ? "errors without an error"
            : errors.FirstOrDefault(error => !inputs.Contains(error.Key)) is { Key: { } stranger } ? $"an error for {stranger}, which is no input block"
            : errors.Any(error => string.IsNullOrEmpty(errors.Text(error.Key))) ? "an error without words" : null;
    }
}
