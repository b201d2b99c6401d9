using System.Text.Json.Nodes;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Slack.Interactions;

/// <summary>Carries out the <c>response_action</c> of a submission. docs.slack.dev/surfaces/modals</summary>
internal static class ViewAnswer
{
    public static void Apply(ViewStore views, ShownView view, JsonObject? answer)
    {
        switch (answer?.Text("response_action"))
        {
            case "errors":
                break;
            case "clear":
                views.CloseAll(view.UserId);
                break;
            case "update" when answer.Child("view") is { } body:
                views.Replace(view, body);
                break;
            case "push" when answer.Child("view") is { } body:
                views.Open(body, view.UserId, view);
                break;
            default:
                views.Close(view.Id);
                break;
        }
    }
}
