using System.Text.Json;

namespace SlackAgents.Slack.Rendering.Validation;

/// <summary>
/// Checks what is about to be sent against Slack's limits (docs.slack.dev/reference/block-kit), as Slack would refuse it
/// or silently change it. Says where and which rule; an empty list is a payload that Slack takes.
/// </summary>
internal static class PayloadValidator
{
    private const int MetadataValues = 20;

    /// <summary>Arguments of a Web API method; what carries neither message nor view is fine.</summary>
    public static IReadOnlyList<PayloadProblem> CheckCall(string method, JsonElement arguments)
    {
        if (arguments.ValueKind is not JsonValueKind.Object)
        {
            return [];
        }

        return arguments.TryGetProperty("view", out var view) ? CheckView(view)
            : method.StartsWith("chat.", StringComparison.Ordinal) || arguments.TryGetProperty("blocks", out _) || arguments.TryGetProperty("response_type", out _) ? CheckMessage(arguments)
            : [];
    }

    /// <summary>What is said inside an acknowledgement: an answer, errors of a form, another view, or options of a menu.</summary>
    public static IReadOnlyList<PayloadProblem> CheckAcknowledgement(JsonElement payload)
    {
        if (payload.ValueKind is not JsonValueKind.Object)
        {
            return [];
        }

        if (payload.TryGetProperty("view", out var view))
        {
            return CheckView(view);
        }

        if (payload.TryGetProperty("options", out _) || payload.TryGetProperty("option_groups", out _))
        {
            return CheckOptions(payload);
        }

        return payload.TryGetProperty("text", out _) || payload.TryGetProperty("blocks", out _) ? CheckMessage(payload) : [];
    }

    public static IReadOnlyList<PayloadProblem> CheckMessage(JsonElement message)
    {
        var check = new PayloadCheck();
        check.Text(string.Empty, message, "text", BlockLimits.Text);
        foreach (var (pointer, block) in check.Items(string.Empty, message, "blocks", 0, BlockLimits.Blocks))
        {
            BlockRules.Check(check, pointer, block, inMessage: true);
        }

        Metadata(check, message);
        return check.Problems;
    }

    public static IReadOnlyList<PayloadProblem> CheckView(JsonElement view)
    {
        var check = new PayloadCheck();
        var type = PayloadCheck.TypeOf(view);
        if (type == "modal")
        {
            check.TextObject(string.Empty, view, "title", 24, plain: true);
            check.TextObject(string.Empty, view, "submit", 24, plain: true, required: HasInput(view));
            check.TextObject(string.Empty, view, "close", 24, plain: true, required: false);
        }
        else if (type != "home")
        {
            check.Add("/type", "is neither modal nor home");
        }

        check.Text(string.Empty, view, "callback_id", 255, required: false);
        check.Text(string.Empty, view, "external_id", 255, required: false);
        if (view.TryGetProperty("private_metadata", out var kept) && kept.GetString() is { Length: > 3_000 } text)
        {
            check.Add("/private_metadata", $"has {text.Length} characters; 3000 are taken");
        }

        foreach (var (pointer, block) in check.Items(string.Empty, view, "blocks", 1, BlockLimits.ViewBlocks))
        {
            BlockRules.Check(check, pointer, block, inMessage: false);
        }

        return check.Problems;
    }

    public static IReadOnlyList<PayloadProblem> CheckOptions(JsonElement answer)
    {
        var check = new PayloadCheck();
        ElementRules.OptionsOrGroups(check, string.Empty, answer);
        return check.Problems;
    }

    private static bool HasInput(JsonElement view) =>
        view.TryGetProperty("blocks", out var blocks) && blocks.ValueKind is JsonValueKind.Array && blocks.EnumerateArray().Any(block => PayloadCheck.TypeOf(block) == "input");

    /// <summary>Flat, and small: everybody in the workspace can read it (docs.slack.dev/messaging/message-metadata).</summary>
    private static void Metadata(PayloadCheck check, JsonElement message)
    {
        if (!message.TryGetProperty("metadata", out var metadata))
        {
            return;
        }

        check.Text("/metadata", metadata, "event_type", 255);
        if (!metadata.TryGetProperty("event_payload", out var payload) || payload.ValueKind is not JsonValueKind.Object)
        {
            check.Add("/metadata", "event_payload is missing");
            return;
        }

        foreach (var field in payload.EnumerateObject().Where(field => field.Value.ValueKind is JsonValueKind.Object or JsonValueKind.Array))
        {
            check.Add($"/metadata/event_payload/{field.Name}", "is not flat");
        }

        if (payload.EnumerateObject().Count() > MetadataValues)
        {
            check.Add("/metadata/event_payload", $"has more than {MetadataValues} values");
        }
    }
}
