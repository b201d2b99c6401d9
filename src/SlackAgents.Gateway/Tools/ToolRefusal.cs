namespace SlackAgents.Gateway.Tools;

/// <summary>The door ends a request to a tool server with a status and a sentence.</summary>
internal sealed class ToolRefusal(int status, string sentence, string verdict = ToolRefusal.Refused, Exception? inner = null) : Exception(sentence, inner)
{
    public const string Refused = "refused";

    /// <summary>The request was let through, and the server did not do its part.</summary>
    public const string Failed = "failed";

    public int Status { get; } = status;

    public string Verdict { get; } = verdict;
}
