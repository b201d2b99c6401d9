using System.Text;
using SlackAgents.Docker.Streams;
using static SlackAgents.Tests.Docker.Streams.EngineFrames;

namespace SlackAgents.Tests.Docker.Streams;

internal sealed class MultiplexedStreamTests
{
    private static readonly byte[] Three =
        [.. Frame(StreamTarget.StandardOutput, "first"), .. Frame(StreamTarget.StandardError, ""), .. Frame(StreamTarget.StandardOutput, "thïrd\n")];

    [Test]
    public async Task Frames_are_the_same_wherever_the_bytes_are_split()
    {
        for (var cut = 0; cut < Three.Length; cut++)
        {
            var frames = await ReadAllAsync(new ChoppedStream(Three, cut));

            Assert.That(frames, Is.EqualTo(new[] { "StandardOutput:first", "StandardError:", "StandardOutput:thïrd\n" }), $"cut at {cut}");
        }
    }

    [Test]
    public void An_end_inside_a_frame_is_an_error_and_not_an_end()
    {
        for (var length = 1; length < Three.Length; length++)
        {
            if (length is 13 or 21)
            {
                continue; // Exactly between two frames.
            }

            var stream = new ChoppedStream(Three[..length], 0);

            Assert.That(() => ReadAllAsync(stream), Throws.InstanceOf<EndOfStreamException>(), $"length {length}");
        }
    }

    [Test]
    public void Raw_output_of_a_terminal_is_refused()
    {
        var stream = new MemoryStream(Encoding.ASCII.GetBytes("plain text of a terminal"));

        Assert.That(() => ReadAllAsync(stream), Throws.InstanceOf<InvalidDataException>());
    }

    [Test]
    public void A_frame_that_claims_gigabytes_is_refused_before_memory_is_taken()
    {
        var stream = new MemoryStream([1, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF]);

        Assert.That(() => ReadAllAsync(stream), Throws.InstanceOf<InvalidDataException>());
    }

    [Test]
    public async Task A_frame_larger_than_the_buffer_is_read_whole()
    {
        var large = new string('x', 300_000);

        var frames = await ReadAllAsync(new ChoppedStream(Frame(StreamTarget.StandardOutput, large), 777));

        Assert.That(frames, Is.EqualTo(new[] { "StandardOutput:" + large }));
    }

    private static async Task<List<string>> ReadAllAsync(Stream bytes)
    {
        var frames = new List<string>();
        await using var stream = new MultiplexedStream(bytes);
        while (await stream.ReadFrameAsync(CancellationToken.None) is { } frame)
        {
            frames.Add($"{frame.Target}:{Encoding.UTF8.GetString(frame.Payload.Span)}");
        }

        return frames;
    }
}
