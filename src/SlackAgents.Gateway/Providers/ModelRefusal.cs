namespace SlackAgents.Gateway.Providers;

/// <summary>The door ends a model call with a status and a sentence.</summary>
internal sealed class ModelRefusal(int status, string sentence, Exception? inner = null) : Exception(sentence, inner)
{
    public int Status { get; } = status;
}
