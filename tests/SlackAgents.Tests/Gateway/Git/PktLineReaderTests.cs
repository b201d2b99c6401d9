using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using SlackAgents.Gateway.Git;

// The analyzer does not know that FsCheck supplies the arguments.

namespace SlackAgents.Tests.Gateway.Git;

internal sealed class PktLineReaderTests
{
    [FsCheck.NUnit.Property]
    public bool What_was_written_is_read_back(byte[][] payloads)
    {
        var output = new ArrayBufferWriter<byte>();
        foreach (var payload in payloads)
        {
            PktLineWriter.Write(output, payload);
        }

        PktLineWriter.Flush(output);

        var lines = ReadAll(new ReadOnlySequence<byte>(output.WrittenMemory));
        return lines.Count == payloads.Length + 1
               && lines[^1].Kind == PktLineKind.Flush
               && lines.Take(payloads.Length).Zip(payloads).All(pair => pair.First.Payload.ToArray().SequenceEqual(pair.Second));
    }

    [FsCheck.NUnit.Property]
    public bool A_line_that_is_not_whole_takes_nothing(NonEmptyArray<byte> payload, int cut)
    {
        var output = new ArrayBufferWriter<byte>();
        PktLineWriter.Write(output, payload.Get);
        var length = Math.Abs(cut % output.WrittenCount);
        var part = new ReadOnlySequence<byte>(output.WrittenMemory[..length]);

        return !PktLineReader.TryRead(ref part, out _) && part.Length == length;
    }

    [FsCheck.NUnit.Property]
    public bool Segments_do_not_matter(NonEmptyArray<byte> payload, int cut)
    {
        var output = new ArrayBufferWriter<byte>();
        PktLineWriter.Write(output, payload.Get);
        var at = Math.Abs(cut % output.WrittenCount);
        var first = new Segment(output.WrittenMemory[..at], 0);
        var last = first.Append(output.WrittenMemory[at..]);
        var sequence = new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);

        return PktLineReader.TryRead(ref sequence, out var line) && line.Payload.ToArray().SequenceEqual(payload.Get) && sequence.IsEmpty;
    }

    [FsCheck.NUnit.Property(MaxTest = 2000)]
    public bool Any_bytes_are_read_or_refused_and_never_break_the_reader(byte[] bytes)
    {
        try
        {
            ReadAll(new ReadOnlySequence<byte>(bytes));
            return true;
        }
        catch (PktLineException)
        {
            return true;
        }
    }

    [TestCase("0003")]
    [TestCase("fff1")]
    [TestCase("ffff")]
    [TestCase("00g0")]
    [TestCase("-001")]
    [TestCase("+004")]
    [TestCase(" 004")]
    [TestCase("0x04")]
    public void A_malformed_length_is_refused(string header)
    {
        var sequence = new ReadOnlySequence<byte>(Encoding.ASCII.GetBytes(header + "rest"));

        Assert.That(() => PktLineReader.TryRead(ref sequence, out _), Throws.InstanceOf<PktLineException>());
    }

    [TestCase("0000", PktLineKind.Flush)]
    [TestCase("0001", PktLineKind.Delimiter)]
    [TestCase("0002", PktLineKind.ResponseEnd)]
    [TestCase("0004", PktLineKind.Data)]
    public void Special_lines_have_their_kind(string header, object kind)
    {
        var sequence = new ReadOnlySequence<byte>(Encoding.ASCII.GetBytes(header));

        Assert.That(PktLineReader.TryRead(ref sequence, out var line), Is.True);
        Assert.That(line.Kind, Is.EqualTo(kind));
    }

    private static List<PktLine> ReadAll(ReadOnlySequence<byte> sequence)
    {
        var lines = new List<PktLine>();
        while (PktLineReader.TryRead(ref sequence, out var line))
        {
            lines.Add(line);
        }

        return lines;
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory, long index)
        {
            Memory = memory;
            RunningIndex = index;
        }

        public Segment Append(ReadOnlyMemory<byte> memory)
        {
            var next = new Segment(memory, RunningIndex + Memory.Length);
            Next = next;
            return next;
        }
    }
}
