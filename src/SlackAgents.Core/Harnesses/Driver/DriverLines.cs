using System.Text.Json;
using SlackAgents.Core.Traces;

namespace SlackAgents.Core.Harnesses.Driver;

/// <summary>
/// The lines between the host and <c>src/sandbox/driver</c>. What the driver prints is a claim of the sandbox, like all of its output.
/// </summary>
internal static class DriverLines
{
    /// <summary>The plan made no sense, or the agent did not speak its protocol.</summary>
    public const int ProtocolExitCode = 70;

    /// <summary>The agent's program could not be started.</summary>
    public const int StartExitCode = 71;

    private const string Prefix = "driver.";
    private const int MaxDetail = 2000;

    public static string Steer(string messageId, string text) => JsonSerializer.Serialize(new { type = Prefix + "steer", id = messageId, text });

    public static string Interrupt(string requestId) => JsonSerializer.Serialize(new { type = Prefix + "interrupt", id = requestId });

    /// <summary>The event of a line of the driver, or null when it is the agent's.</summary>
    public static HarnessEvent? Read(JsonElement root)
    {
        if (root.Text("type") is not { } type || !type.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return null;
        }

        var id = BoundedText.Name(root.Text("id"));
        return type[Prefix.Length..] switch
        {
            "prompt" => new HarnessEvent(new PromptEvent(BoundedText.Cut(root.Text("text")), null, id), $"driver:{id}:prompt"),
            "receipt" when root.Text("state") is "queued" or "delivered" or "refused" => Receipt(root, id),
            "note" => new HarnessEvent(new NoticeEvent("driver", BoundedText.Cut(root.Text("text"), MaxDetail)), null),
            "idle" => new HarnessEvent(new NoticeEvent("turn", "The agent has nothing more to do."), null),
            _ => new HarnessEvent(new UnknownEvent("driver", BoundedText.Name(type)), null),
        };
    }

    /// <summary>Whether the agent has nothing left to do (true), was given something (false), or the line says neither (null).</summary>
    public static bool? SaysIdle(JsonElement root) => root.Text("type") switch
    {
        Prefix + "idle" => true,
        Prefix + "prompt" or Prefix + "receipt" => false,
        _ => null,
    };

    private static HarnessEvent Receipt(JsonElement root, string id)
    {
        var state = root.Text("state")!;
        var detail = root.Text("detail") is { Length: > 0 } text ? BoundedText.Cut(text, MaxDetail) : null;
        return new HarnessEvent(new SteeringEvent(id, state, detail), $"steering:{id}:{state}");
    }
}
