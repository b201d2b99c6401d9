using System.Text.Json;
using SlackAgents.Core.Traces;

namespace SlackAgents.Core.Harnesses.Acp;

/// <summary>Answers to the driver's requests. Which request it was is read from its id, else from the shape of the answer.</summary>
internal static class ResponseLine
{
    /// <summary>The agent does not know a request: an extension that was tried, or an option that it has not.</summary>
    public const int MethodNotFound = -32601;

    public static HarnessEvent Error(JsonElement root, JsonElement error, AcpKeys keys)
    {
        var failure = AcpFailure.OfError(error);
        return new HarnessEvent(
            error.Integer("code") == MethodNotFound ? new NoticeEvent("refused", failure.Message) : new ErrorEvent(failure.Code, failure.Message),
            keys.Response(root, "error"));
    }

    public static IEnumerable<HarnessEvent> Result(JsonElement root, JsonElement result, AcpQuirks quirks, HarnessTurn turn, AcpKeys keys)
    {
        if (result.Text("stopReason") is { } stop)
        {
            yield return new HarnessEvent(new NoticeEvent("stop", BoundedText.Name(stop)), keys.Response(root, "stop"));
            if (Usage(result, quirks) is { } usage)
            {
                yield return new HarnessEvent(TokenCounts.Read(usage), keys.Response(root, "usage"));
            }

            yield break;
        }

        yield return new HarnessEvent(
            IsSession(root, result, turn) ? Session(result, turn)
            : result.Member("agentInfo") is { } agent ? new NoticeEvent("agent", $"{BoundedText.Name(agent.Text("title") ?? agent.Text("name"))} {BoundedText.Name(agent.Text("version"))}".Trim())
            : new NoticeEvent("answered", BoundedText.Cut(result.GetRawText(), 500)),
            keys.Response(root, "result"));
    }

    /// <summary>The token counts of a prompt's answer, where this agent tells them; null where it made no call.</summary>
    public static JsonElement? Usage(JsonElement result, AcpQuirks quirks) => quirks.Usage switch
    {
        AcpUsageSource.Answer => result.Member("usage"),
        AcpUsageSource.Quota => result.Member("_meta")?.Member("quota")?.Member("token_count"),
        _ => null,
    };

    /// <summary>What the driver asked: its ids are words, before a colon where an id follows; null for a number.</summary>
    public static string? Asked(JsonElement root) =>
        root.Text("id") is { } id ? id.IndexOf(':', StringComparison.Ordinal) is >= 0 and var end ? id[..end] : id : null;

    /// <summary>Whether this is the answer to session/new, session/load or session/resume; the latter two do not say the id again.</summary>
    public static bool IsSession(JsonElement root, JsonElement result, HarnessTurn turn) =>
        result.Text("sessionId") is not null
        || Asked(root) is AcpMethods.Load or AcpMethods.Resume
        || (Asked(root) is null && turn.Resume && (result.Member("modes") is not null || result.Member("models") is not null || result.Member("configOptions") is not null));

    private static SessionEvent Session(JsonElement result, HarnessTurn turn)
    {
        var model = result.Member("models")?.Text("currentModelId") ?? UpdateLine.OptionOf(result, "model");
        return new SessionEvent(BoundedText.Name(result.Text("sessionId") ?? turn.SessionId), model is null ? null : BoundedText.Name(model), null);
    }
}
