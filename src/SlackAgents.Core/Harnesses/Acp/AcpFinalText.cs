using System.Text;

namespace SlackAgents.Core.Harnesses.Acp;

/// <summary>
/// What the agent said last, put together from its pieces. A new message begins after a tool call, and where the pieces
/// name another message; a turn that ends with a tool call keeps what was said before it.
/// </summary>
internal sealed class AcpFinalText
{
    private readonly StringBuilder _text = new();
    private string? _message;
    private bool _closed;

    public string Value => BoundedText.Cut(_text.ToString()).Trim();

    public void Add(string piece, string? message)
    {
        if (_closed || (message is not null && _message is not null && !string.Equals(message, _message, StringComparison.Ordinal)))
        {
            _text.Clear();
            _closed = false;
        }

        _message = message ?? _message;
        if (_text.Length <= BoundedText.MaxLength)
        {
            _text.Append(piece);
        }
    }

    /// <summary>The next piece begins another message.</summary>
    public void Close() => _closed = true;

    public void Forget()
    {
        _text.Clear();
        _message = null;
    }
}
