namespace SlackAgents.Benchmarks;

/// <summary>A bench could not be carried out; the message says why and what to do.</summary>
internal sealed class BenchException : Exception
{
    public BenchException(string message)
        : base(message)
    {
    }

    public BenchException(string message, Exception inner)
        : base(message, inner)
    {
    }

    public BenchException()
    {
    }
}
