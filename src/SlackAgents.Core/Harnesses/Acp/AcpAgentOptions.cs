namespace SlackAgents.Core.Harnesses.Acp;

/// <summary>
/// Section <c>Harnesses:Acp:NAME</c>: an agent that speaks the Agent Client Protocol and has no folder of its own here.
/// In <see cref="Command"/>, the contents of <see cref="Files"/> and the values of <see cref="Environment"/>,
/// <c>{model}</c>, <c>{url}</c> and <c>{key}</c> stand for the turn's model, the base URL of its provider at the gateway,
/// and the placeholder that stands where a client insists on a key.
/// </summary>
internal sealed class AcpAgentOptions
{
    /// <summary>For people; the name itself when left out.</summary>
    public string? DisplayName { get; set; }

    /// <summary>Program and arguments, as found in the sandbox image.</summary>
    public IList<string> Command { get; } = [];

    /// <summary>Names of the providers whose API it speaks, the preferred one first.</summary>
    public IList<string> Providers { get; } = [];

    /// <summary>Model when neither the request nor the channel names one: a model's id, or <c>provider/model</c>.</summary>
    public string Model { get; set; } = string.Empty;

    /// <summary>How a message reaches a running turn: <c>extension</c>, <c>prompt</c>, <c>drain</c>, <c>cancel</c> or <c>restart</c>.</summary>
    public string Steer { get; set; } = AcpSteering.Cancel;

    /// <summary>Mode of the session in which nothing is asked; null where the command says so.</summary>
    public string? SessionMode { get; set; }

    /// <summary><c>session/load</c> or <c>session/resume</c>.</summary>
    public string ResumeMethod { get; set; } = AcpMethods.Load;

    /// <summary>Files and folders below the home directory that hold the session.</summary>
    public IList<string> SessionPaths { get; } = [];

    /// <summary>Files below the home directory that are written before it starts: relative path and content.</summary>
    public IDictionary<string, string> Files { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Added to the environment of the program. Never a secret: the sandbox sees it.</summary>
    public IDictionary<string, string> Environment { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>It tells token counts with every good answer; an answer without them is an API failure.</summary>
    public bool EndWithoutUsageIsFailure { get; set; }
}
