using Moq;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Runs.Steps;
using SlackAgents.Core.Sandboxes;

namespace SlackAgents.Tests.Runs;

internal sealed class TurnInputTests
{
    private static readonly SandboxId Sandbox = new("sandbox");

    [Test]
    public async Task What_comes_after_the_end_is_not_written_and_the_writer_knows()
    {
        var written = new List<string>();
        var engine = new Mock<ISandboxEngine>();
        engine.Setup(one => one.WriteInputAsync(Sandbox, It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .Callback((SandboxId _, string line, CancellationToken _) => written.Add(line))
            .Returns(Task.CompletedTask);
        using var input = new TurnInput(engine.Object, Sandbox);

        var before = await input.WriteAsync("one", CancellationToken.None);
        await input.EndAsync(CancellationToken.None);
        var after = await input.WriteAsync("two", CancellationToken.None);

        Assert.That((before, after), Is.EqualTo((true, false)));
        Assert.That(written, Is.EqualTo(new[] { "one", """{"type":"slackagents.end"}""" }));
    }

    [Test]
    public async Task An_end_that_the_engine_did_not_take_is_still_the_end()
    {
        var engine = new Mock<ISandboxEngine>();
        engine.Setup(one => one.WriteInputAsync(Sandbox, It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .ThrowsAsync(new SandboxException(SandboxFailure.EngineUnreachable, "No answer."));
        using var input = new TurnInput(engine.Object, Sandbox);
        Assert.That(async () => await input.EndAsync(CancellationToken.None), Throws.InstanceOf<SandboxException>());

        Assert.That(await input.WriteAsync("two", CancellationToken.None), Is.False);
    }
}
