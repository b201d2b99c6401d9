using System.Buffers;

namespace SlackAgents.Gateway.Providers;

/// <summary>
/// Splits a server-sent event stream (html.spec.whatwg.org, "9.2.6 Interpreting an event stream") into the data of its
/// events, whatever the chunks are. Memory is bounded: an event above the limit is passed over.
/// </summary>
internal sealed class SseReader(Action<ReadOnlySpan<byte>> onData)
{
    private const int LongestEvent = 4 * 1024 * 1024;

    private readonly ArrayBufferWriter<byte> _line = new();
    private readonly ArrayBufferWriter<byte> _data = new();
    private bool _isTooLong;
    private bool _skipLineFeed;
    private bool _hasData;

    public void Feed(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            if (_skipLineFeed)
            {
                _skipLineFeed = false;
                if (bytes[0] == (byte)'\n')
                {
                    bytes = bytes[1..];
                    continue;
                }
            }

            var end = bytes.IndexOfAny((byte)'\n', (byte)'\r');
            if (end < 0)
            {
                Append(_line, bytes);
                return;
            }

            Append(_line, bytes[..end]);
            _skipLineFeed = bytes[end] == (byte)'\r';
            bytes = bytes[(end + 1)..];
            EndLine();
        }
    }

    private void EndLine()
    {
        var line = _line.WrittenSpan;
        if (line.IsEmpty)
        {
            EndEvent();
        }
        else if (line.StartsWith("data:"u8))
        {
            var value = line["data:"u8.Length..];
            if (_hasData)
            {
                Append(_data, "\n"u8);
            }

            Append(_data, value.StartsWith(" "u8) ? value[1..] : value);
            _hasData = true;
        }

        _line.ResetWrittenCount();
    }

    private void EndEvent()
    {
        if (_hasData && !_isTooLong)
        {
            onData(_data.WrittenSpan);
        }

        _data.ResetWrittenCount();
        _isTooLong = false;
        _hasData = false;
    }

    private void Append(ArrayBufferWriter<byte> to, ReadOnlySpan<byte> bytes)
    {
        if (to.WrittenCount + bytes.Length > LongestEvent)
        {
            _isTooLong = true;
            to.ResetWrittenCount();
            return;
        }

        to.Write(bytes);
    }
}
