using SlackAgents.Docker.Streams;
using static SlackAgents.Tests.Docker.Streams.EngineFrames;

namespace SlackAgents.Tests.Docker.Streams;

internal sealed class OutputLineAssemblerTests
{
    private readonly List<AssembledLine> _lines = [];
    private OutputLineAssembler _assembler = new(1_000_000);

    [SetUp]
    public void StartOver()
    {
        _lines.Clear();
        _assembler = new OutputLineAssembler(1_000_000);
    }

    [Test]
    public void A_line_of_three_pieces_is_one_line_without_the_repeated_times()
    {
        var piece = new string('a', 16 * 1024);

        Add(Output(At(1), piece));
        Add(Output(At(1), piece));
        Add(Output(At(1), "end\n"));

        Assert.That(_lines, Is.EqualTo(new[] { new AssembledLine(At(1), false, piece + piece + "end", false) }));
    }

    [Test]
    public void A_character_that_the_engine_cut_in_two_is_whole_again()
    {
        var bytes = "ü"u8.ToArray();
        Add(new MultiplexedFrame(StreamTarget.StandardOutput, new byte[][] { [.. System.Text.Encoding.ASCII.GetBytes($"{At(1)} "), bytes[0]] }[0]));
        Add(new MultiplexedFrame(StreamTarget.StandardOutput, new byte[][] { [.. System.Text.Encoding.ASCII.GetBytes($"{At(1)} "), bytes[1], (byte)'\n'] }[0]));

        Assert.That(_lines.Single().Text, Is.EqualTo("ü"));
    }

    [Test]
    public void Pieces_of_both_streams_may_alternate()
    {
        Add(Output(At(1), "out-"));
        Add(Output(At(2), "err-", isError: true));
        Add(Output(At(1), "put\n"));
        Add(Output(At(2), "or\n", isError: true));

        Assert.That(_lines, Is.EqualTo(new[] { new AssembledLine(At(1), false, "out-put", false), new AssembledLine(At(2), true, "err-or", false) }));
    }

    [Test]
    public void The_unfinished_end_of_a_killed_turn_is_not_glued_to_the_next_turn()
    {
        Add(Output(At(1), "half a li"));
        Add(Output(At(9), "first of the next\n"));

        Assert.That(_lines.Select(line => line.Text), Is.EqualTo(new[] { "half a li", "first of the next" }));
    }

    [Test]
    public void Flush_gives_unfinished_lines_in_the_order_of_their_beginning()
    {
        Add(Output(At(5), "younger"));
        Add(Output(At(4), "older", isError: true));
        _assembler.Flush(_lines);

        Assert.That(_lines.Select(line => line.Text), Is.EqualTo(new[] { "older", "younger" }));
        Assert.That(_assembler.OldestOpen, Is.Null);
    }

    [Test]
    public void A_line_beyond_the_limit_is_cut_between_characters_and_marked()
    {
        _assembler = new OutputLineAssembler(lineLimit: 10);

        Add(Output(At(1), "12345678€-rest"));
        Add(Output(At(1), "more\n"));
        Add(Output(At(2), "next\n"));

        Assert.That(_lines, Is.EqualTo(new[] { new AssembledLine(At(1), false, "12345678", true), new AssembledLine(At(2), false, "next", false) }));
    }

    [Test]
    public void A_line_of_exactly_the_limit_is_whole()
    {
        _assembler = new OutputLineAssembler(lineLimit: 10);

        Add(Output(At(1), "1234567890\n"));

        Assert.That(_lines.Single(), Is.EqualTo(new AssembledLine(At(1), false, "1234567890", false)));
    }

    [Test]
    public void The_oldest_open_line_is_known()
    {
        Add(Output(At(7), "open", isError: true));
        Add(Output(At(8), "open too"));

        Assert.That(_assembler.OldestOpen, Is.EqualTo(At(7)));
    }

    [TestCase("no time here\n")]
    [TestCase("nospace")]
    public void A_piece_without_a_time_is_an_error(string payload)
    {
        var frame = new MultiplexedFrame(StreamTarget.StandardOutput, System.Text.Encoding.UTF8.GetBytes(payload));

        Assert.That(() => _assembler.Add(frame, _lines), Throws.InstanceOf<InvalidDataException>());
    }

    private void Add(MultiplexedFrame frame) => _assembler.Add(frame, _lines);
}
