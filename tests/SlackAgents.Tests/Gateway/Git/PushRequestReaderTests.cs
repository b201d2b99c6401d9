using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using SlackAgents.Gateway.Git;

namespace SlackAgents.Tests.Gateway.Git;

internal sealed class PushRequestReaderTests
{
    private const string Branch = "agent/0123456789-fix";
    private const string Own = "refs/heads/" + Branch;

    private static readonly string Zero = new('0', 40);
    private static readonly string One = new('1', 40);

    [Test]
    public async Task Commands_and_capabilities_are_read_and_the_pack_is_left()
    {
        var bytes = Push($"{Zero} {One} {Own}\0report-status side-band-64k agent=git/2", $"{One} {Zero} refs/heads/main\n");
        var pipe = PipeReader.Create(new MemoryStream([.. bytes, .. "PACK"u8]));

        var push = await PushRequestReader.ReadAsync(pipe, CancellationToken.None);

        Assert.That(push.Commands, Is.EqualTo(new[] { new PushCommand(Zero, One, Own), new PushCommand(One, Zero, "refs/heads/main") }));
        Assert.That(push.Capabilities, Is.EquivalentTo(new[] { "report-status", "side-band-64k", "agent=git/2" }));
        Assert.That(push.Head.ToArray(), Is.EqualTo(bytes));
        Assert.That(Encoding.ASCII.GetString((await pipe.ReadAsync()).Buffer), Is.EqualTo("PACK"));
    }

    [Test]
    public async Task Every_split_reads_the_same()
    {
        var bytes = Push($"{Zero} {One} {Own}\0report-status", "shallow " + One);
        for (var at = 0; at <= bytes.Length; at++)
        {
            var pipe = new Pipe();
            await pipe.Writer.WriteAsync(bytes.AsMemory(0, at));
            var reading = PushRequestReader.ReadAsync(pipe.Reader, CancellationToken.None);
            await pipe.Writer.WriteAsync(bytes.AsMemory(at));
            await pipe.Writer.CompleteAsync();

            Assert.That((await reading).Commands.Single().Ref, Is.EqualTo(Own), $"split at {at}");
        }
    }

    [TestCase("not a command")]
    [TestCase("0000 1111 refs/heads/x")]
    [TestCase("{0} {1} refs/heads/a b")]
    [TestCase("{0} {1} ")]
    [TestCase("{0}  {1} refs/heads/x")]
    [TestCase("{0} {1} refs/heads/x\ny")]
    public void A_malformed_command_is_refused(string line) =>
        Assert.That(() => ReadAsync(Push(line.Replace("{0}", Zero, StringComparison.Ordinal).Replace("{1}", One, StringComparison.Ordinal))), Throws.InstanceOf<PktLineException>());

    [Test]
    public void A_push_without_an_end_is_refused() =>
        Assert.That(() => ReadAsync(Push($"{Zero} {One} {Own}")[..^4]), Throws.InstanceOf<PktLineException>());

    [Test]
    public void Capabilities_on_a_second_line_are_refused() =>
        Assert.That(() => ReadAsync(Push($"{Zero} {One} {Own}\0a", $"{Zero} {One} refs/heads/x\0b")), Throws.InstanceOf<PktLineException>());

    [Test]
    public void More_than_a_thousand_commands_are_refused() =>
        Assert.That(() => ReadAsync(Push([.. Enumerable.Range(0, 1001).Select(number => $"{Zero} {One} refs/heads/{number}")])), Throws.InstanceOf<PktLineException>());

    [TestCase(Own, null)]
    [TestCase("refs/heads/main", "may push only")]
    [TestCase("refs/tags/v1", "may not push tags")]
    [TestCase(Own + "/x", "may push only")]
    [TestCase("refs/heads/AGENT/0123456789-fix", "may push only")]
    [TestCase("refs//heads/" + Branch, "may push only")]
    [TestCase(Branch, "may push only")]
    public async Task Only_the_own_branch_passes(string name, string? reason)
    {
        var push = await ReadAsync(Push($"{Zero} {One} {name}\0report-status"));

        Assert.That(PushRule.Refuse(push, Branch)?.Single(), reason is null ? Is.Null : Does.Contain(reason));
    }

    [TestCase("push-options")]
    [TestCase("atomic")]
    public async Task A_capability_that_was_never_offered_refuses_the_push(string capability)
    {
        var push = await ReadAsync(Push($"{Zero} {One} {Own}\0report-status {capability}"));

        Assert.That(PushRule.Refuse(push, Branch)?.Single(), Does.Contain(capability));
    }

    [Test]
    public async Task A_ref_that_stands_twice_refuses_the_push()
    {
        var push = await ReadAsync(Push($"{Zero} {One} {Own}\0report-status", $"{One} {Zero} {Own}"));

        Assert.That(PushRule.Refuse(push, Branch), Has.Count.EqualTo(2));
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_refusal_reads_as_git_would_write_it(bool hasBands)
    {
        var push = await ReadAsync(Push($"{Zero} {One} refs/heads/main\0report-status{(hasBands ? " side-band-64k" : string.Empty)}"));

        var verdicts = PushReportReader.Read(PushReport.Refusal(push, ["because"]), hasBands);

        Assert.That(verdicts, Is.EqualTo(new[] { new PushVerdict("refs/heads/main", "because") }));
    }

    private static Task<PushRequest> ReadAsync(byte[] bytes) =>
        PushRequestReader.ReadAsync(PipeReader.Create(new MemoryStream(bytes)), CancellationToken.None);

    private static byte[] Push(params string[] lines)
    {
        var output = new ArrayBufferWriter<byte>();
        foreach (var line in lines)
        {
            PktLineWriter.Write(output, line);
        }

        PktLineWriter.Flush(output);
        return output.WrittenSpan.ToArray();
    }
}
