using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using System.Text.RegularExpressions;

namespace SlackAgents.Gateway.Git;

/// <summary>
/// Reads the commands of a push (git-scm.com/docs/pack-protocol#_reference_update_request_and_packfile_transfer): lines of
/// <c>old SP new SP ref</c>, the first with capabilities after a NUL, up to the flush. The pack is left in the pipe.
/// </summary>
internal sealed partial class PushRequestReader
{
    private const int LongestHead = 1024 * 1024;
    private const int MostCommands = 1000;
    private const int LongestRef = 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly List<PushCommand> _commands = [];
    private readonly HashSet<string> _capabilities = new(StringComparer.Ordinal);
    private readonly ArrayBufferWriter<byte> _head = new();
    private bool _isSigned;

    /// <exception cref="PktLineException">The head is malformed, too long, or ends early.</exception>
    public static async Task<PushRequest> ReadAsync(PipeReader body, CancellationToken cancellationToken)
    {
        var reader = new PushRequestReader();
        while (true)
        {
            var read = await body.ReadAsync(cancellationToken);
            var rest = read.Buffer;
            var isComplete = reader.Take(ref rest);
            body.AdvanceTo(rest.Start, isComplete ? rest.Start : rest.End);
            if (isComplete)
            {
                return new PushRequest(reader._commands, reader._capabilities, reader._isSigned, reader._head.WrittenMemory);
            }

            if (read.IsCompleted)
            {
                throw new PktLineException("The push ended before its commands did.");
            }
        }
    }

    private bool Take(ref ReadOnlySequence<byte> buffer)
    {
        while (true)
        {
            var before = buffer;
            if (!PktLineReader.TryRead(ref buffer, out var line))
            {
                return false;
            }

            var length = before.Length - buffer.Length;
            if (_head.WrittenCount + length > LongestHead)
            {
                throw new PktLineException("The commands of the push are longer than 1 MiB.");
            }

            before.Slice(0, length).CopyTo(_head.GetSpan((int)length));
            _head.Advance((int)length);
            if (line.Kind == PktLineKind.Flush)
            {
                return true;
            }

            if (line.Kind != PktLineKind.Data || !TakeLine(line.Payload))
            {
                return _isSigned ? true : throw new PktLineException("Only commands may stand before the pack.");
            }
        }
    }

    private bool TakeLine(ReadOnlySequence<byte> payload)
    {
        var text = Decode(payload);
        var nul = text.IndexOf('\0', StringComparison.Ordinal);
        var capabilities = nul < 0 ? string.Empty : text[(nul + 1)..].TrimEnd('\n');
        var line = (nul < 0 ? text : text[..nul]).TrimEnd('\n');
        if (_commands.Count == 0 || nul < 0)
        {
            _capabilities.UnionWith(capabilities.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        }
        else
        {
            throw new PktLineException("Capabilities may only follow the first command.");
        }

        if (line == "push-cert")
        {
            _isSigned = true;
            return false;
        }

        if (ShallowLine().IsMatch(line))
        {
            return true;
        }

        var match = CommandLine().Match(line);
        if (!match.Success || match.Groups["ref"].Length > LongestRef)
        {
            throw new PktLineException("A command of the push is malformed.");
        }

        if (_commands.Count == MostCommands)
        {
            throw new PktLineException($"A push holds at most {MostCommands} commands.");
        }

        _commands.Add(new PushCommand(match.Groups["old"].Value, match.Groups["new"].Value, match.Groups["ref"].Value));
        return true;
    }

    private static string Decode(ReadOnlySequence<byte> payload)
    {
        try
        {
            return Strict.GetString(payload);
        }
        catch (DecoderFallbackException)
        {
            throw new PktLineException("A ref name of the push is not UTF-8.");
        }
    }

    // 40 digits of SHA-1 or 64 of SHA-256. A ref holds no control character and no space (git check-ref-format).
    [GeneratedRegex(@"\A(?<old>[0-9a-f]{40}|[0-9a-f]{64}) (?<new>[0-9a-f]{40}|[0-9a-f]{64}) (?<ref>[^\x00-\x20\x7f]+)\z", RegexOptions.ExplicitCapture, 200)]
    private static partial Regex CommandLine();

    [GeneratedRegex(@"\Ashallow ([0-9a-f]{40}|[0-9a-f]{64})\z", RegexOptions.ExplicitCapture, 200)]
    private static partial Regex ShallowLine();
}
