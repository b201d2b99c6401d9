using System.Collections.ObjectModel;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Options;
using SlackAgents.Core.Sandboxes;

namespace SlackAgents.Core.Harnesses.ClaudeCode;

/// <summary>
/// Claude Code (2.1.328 measured) in print mode with stream-json on both sides, the one form that can be steered and
/// interrupted without a terminal. One process is one turn: it is given one prompt, and its input is closed after the
/// result; it then ends by itself.
/// </summary>
/// <remarks>
/// Measured rules of the CLI that callers rest on:
/// <c>--session-id</c> of a session that exists ends at once with 1 ("already in use"), and so does <c>--resume</c> of
/// one that does not ("No conversation found"); the two may not be given together. A prompt whose uuid the session has
/// seen is answered with a receipt and nothing else, no model call and no result, even when the first attempt was
/// killed half-way: to carry on after a crash, resume with a prompt of a new id.
/// </remarks>
internal sealed class ClaudeCodeHarness(IOptions<HarnessOptions> options) : IHarness
{
    // Work that would go on after the result, or outside the workspace, has no place in a turn that nobody watches.
    private const string DisallowedTools = "CronCreate,CronDelete,CronList,ScheduleWakeup,Monitor,EnterWorktree,ExitWorktree";

    private static readonly ReadOnlyDictionary<string, string> FixedEnvironment = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["ANTHROPIC_API_KEY"] = GatewayAddress.PlaceholderKey,
        ["IS_SANDBOX"] = "1",
        ["CI"] = "1",
        ["NO_COLOR"] = "1",
        ["DISABLE_TELEMETRY"] = "1",
        ["DO_NOT_TRACK"] = "1",
        ["DISABLE_AUTOUPDATER"] = "1",
        ["DISABLE_ERROR_REPORTING"] = "1",
        ["CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC"] = "1",
        // A background task wakes the session after its result, with a second result: one turn would become two.
        ["CLAUDE_CODE_DISABLE_BACKGROUND_TASKS"] = "1",
        // Else the tools of servers are found by searching only, and few models search for what they do not know of.
        ["ENABLE_TOOL_SEARCH"] = "false",
        // A question to a person may wait for hours.
        ["MCP_TOOL_TIMEOUT"] = "86400000",
        ["CLAUDE_CODE_MCP_TOOL_IDLE_TIMEOUT"] = "0",
    }.AsReadOnly();

    public string Name => "claude";

    public string DisplayName => "Claude Code";

    public IReadOnlyList<string> Aliases { get; } = ["claude-code", "claudecode"];

    public IReadOnlyList<string> Providers { get; } = ["anthropic"];

    public string DefaultModel => options.Value.Claude.Model;

    public SteeringWay Steering => SteeringWay.DuringTurn;

    public IReadOnlyList<string> SessionPaths { get; } = [".claude/projects"];

    public HarnessLaunch Launch(HarnessTurn turn)
    {
        List<string> arguments =
        [
            "claude", "-p",
            "--input-format", "stream-json",
            "--output-format", "stream-json",
            "--verbose", // The CLI refuses stream-json output without it.
            "--replay-user-messages",
            "--dangerously-skip-permissions",
            "--disallowedTools", DisallowedTools,
            "--model", turn.Model,
            turn.Resume ? "--resume" : "--session-id", turn.SessionId,
        ];
        if (options.Value.Claude.MaxTurns is { } maxTurns)
        {
            arguments.AddRange(["--max-turns", maxTurns.ToString(CultureInfo.InvariantCulture)]);
        }

        var environment = new Dictionary<string, string>(FixedEnvironment, StringComparer.Ordinal)
        {
            ["ANTHROPIC_BASE_URL"] = turn.ModelsUrl,
            ["CLAUDE_CODE_MAX_RETRIES"] = turn.MaxRetries.ToString(CultureInfo.InvariantCulture),
        };

        // Settings of the repository win over the process's environment, and would lead the agent to a door that is
        // closed; those of the command line win over the repository's (code.claude.com/docs/en/settings).
        arguments.AddRange(["--settings", JsonSerializer.Serialize(new { env = environment })]);

        if (turn.McpServers.Count > 0)
        {
            // Beside the repository's own .mcp.json, not instead of it.
            arguments.AddRange(["--mcp-config", McpConfig(turn.McpServers)]);
        }

        if (turn.Instructions.Length > 0)
        {
            // Without "off" the CLI repeats the first turn's system prompt on every resume and ignores this one.
            arguments.AddRange(["--append-system-prompt", turn.Instructions, "--system-prompt-snapshot", "off"]);
        }

        return new HarnessLaunch(arguments, environment, [UserMessage(turn.Prompt, turn.PromptId)]);
    }

    public IHarnessReader CreateReader(HarnessTurn turn) => new ClaudeCodeReader(turn.PromptId);

    /// <summary>Taken in at the next tool boundary; a uuid that the session has seen does nothing.</summary>
    public string Steer(string messageId, string text) => UserMessage(text, messageId);

    public string Interrupt(string requestId) => JsonSerializer.Serialize(new
    {
        type = "control_request",
        request_id = requestId,
        request = new { subtype = "interrupt" },
    });

    private static string McpConfig(IReadOnlyList<McpServer> servers) => JsonSerializer.Serialize(new
    {
        mcpServers = servers.ToDictionary(server => server.Name, server => new { type = "http", url = server.Url.AbsoluteUri }, StringComparer.Ordinal),
    });

    private static string UserMessage(string text, string id) => JsonSerializer.Serialize(new
    {
        type = "user",
        message = new { role = "user", content = new[] { new { type = "text", text } } },
        uuid = id,
    });
}
