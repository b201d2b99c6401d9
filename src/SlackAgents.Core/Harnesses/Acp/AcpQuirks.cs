using System.Text.RegularExpressions;

namespace SlackAgents.Core.Harnesses.Acp;

/// <summary>
/// What one agent does in its own way. The Agent Client Protocol (agentclientprotocol.com) fixes how things are said,
/// not what happens: every value here was seen in a run.
/// </summary>
internal sealed record AcpQuirks
{
    /// <summary>The agent's word in keys and unknown events.</summary>
    public required string Source { get; init; }

    /// <summary>Mode of the session in which nothing is asked; null when the command line or a file says so.</summary>
    public string? SessionMode { get; init; }

    /// <summary>Method that goes on with an earlier session.</summary>
    public string ResumeMethod { get; init; } = AcpMethods.Resume;

    /// <summary>How a message reaches a running turn, one of <see cref="AcpSteering"/>.</summary>
    public string Steer { get; init; } = AcpSteering.Cancel;

    public AcpUsageSource Usage { get; init; }

    /// <summary>An answer without usage is an API failure that is told as if the agent had said it.</summary>
    public bool EndWithoutUsageIsFailure { get; init; }

    /// <summary>Changes of files are shown when a call begins, and not again when it has ended.</summary>
    public bool ShowsChangesEarly { get; init; }

    /// <summary>How a failure is worded that comes as a message of the agent.</summary>
    public Regex? FailureText { get; init; }

    /// <summary>How a retry is worded that comes as a message of the agent.</summary>
    public Regex? RetryText { get; init; }

    /// <summary>Messages that are the program's and not the model's.</summary>
    public Regex? NoticeText { get; init; }
}
