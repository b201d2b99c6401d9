using System.ComponentModel.DataAnnotations;
using Serilog.Events;

namespace SlackAgents.Host.Logging;

/// <summary>Section <c>Logs</c>.</summary>
internal sealed class LogOptions
{
    public const string Section = "Logs";

    /// <value>Verbose, Debug, Information, Warning, Error or Fatal. Default Information.</value>
    public LogEventLevel Level { get; set; } = LogEventLevel.Information;

    /// <value>Level for the framework's own messages. Default Warning.</value>
    public LogEventLevel FrameworkLevel { get; set; } = LogEventLevel.Warning;

    /// <value>One JSON object per line on the console instead of text. Default false.</value>
    public bool ConsoleJson { get; set; }

    /// <value>Folder of the log files; an empty text writes none. Default <c>logs</c> in the data directory.</value>
    public string Directory { get; set; } = "logs";

    /// <value>Log files kept, one per day and per 100 MB. Default 14.</value>
    [Range(1, 1000)]
    public int KeepFiles { get; set; } = 14;
}
