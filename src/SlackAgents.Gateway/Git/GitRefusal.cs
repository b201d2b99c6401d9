namespace SlackAgents.Gateway.Git;

/// <summary>Ends a git request with a status and a sentence.</summary>
internal sealed class GitRefusal(int status, string sentence, Exception? inner = null) : Exception(sentence, inner)
{
    public int Status { get; } = status;
}
