using System.ComponentModel.DataAnnotations;

namespace SlackAgents.Core.Sandboxes;

/// <summary>Section <c>Mcp</c>: the tools that the host gives to agents. Each limit is per run.</summary>
internal sealed class McpOptions
{
    public const string Section = "Mcp";

    /// <summary>Name of the built-in server.</summary>
    public const string BuiltInName = "slackagents";

    /// <summary>Usual name of the built-in tool that asks people.</summary>
    public const string AskTool = "ask_user";

    /// <value>Whether agents get the built-in tools (ask_user, report_progress, attach_file). Default true.</value>
    public bool BuiltIn { get; set; } = true;

    /// <value>Tool servers of the operator, by name: lower-case letters, digits and dashes. None by default.</value>
    public IDictionary<string, ToolServerOptions> Servers { get; } = new Dictionary<string, ToolServerOptions>(StringComparer.Ordinal);

    /// <value>Questions that one run may ask, 0–100. Default 10.</value>
    [Range(0, 100)]
    public int MaxQuestions { get; set; } = 10;

    /// <value>Files that one run may attach, 0–200. Default 20.</value>
    [Range(0, 200)]
    public int MaxAttachments { get; set; } = 20;

    /// <value>Largest attached file in MiB, 1–200. Default 10.</value>
    [Range(1, 200)]
    public int MaxAttachmentMb { get; set; } = 10;

    /// <value>Largest request to a tool server in MiB, 1–64. Default 4.</value>
    [Range(1, 64)]
    public int MaxRequestMb { get; set; } = 4;

    /// <value>Largest answer of a tool server in MiB, 1–1024. Default 32.</value>
    [Range(1, 1024)]
    public int MaxAnswerMb { get; set; } = 32;

    /// <value>Requests to tool servers at the same time, open event streams included, 1–256. Default 16.</value>
    [Range(1, 256)]
    public int MaxConcurrent { get; set; } = 16;

    /// <value>How long an operator's server may take for one request, 1 second to one day. Default 10 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromMinutes(10);
}
