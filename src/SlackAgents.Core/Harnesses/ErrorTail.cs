namespace SlackAgents.Core.Harnesses;

/// <summary>The last lines of standard error, bounded.</summary>
internal sealed class ErrorTail
{
    /// <summary>Characters of a line, and of all of them.</summary>
    public const int MaxLength = 2000;

    private const int MaxLines = 20;

    private readonly Queue<string> _lines = new();

    public string Tail => BoundedText.Cut(string.Join('\n', _lines), MaxLength);

    public void Add(string line)
    {
        if (string.IsNullOrWhiteSpace(line))
        {
            return;
        }

        if (_lines.Count == MaxLines)
        {
            _lines.Dequeue();
        }

        _lines.Enqueue(BoundedText.Cut(line, MaxLength));
    }
}
