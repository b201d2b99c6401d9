using System.Text;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Sandboxes;
using SlackAgents.Testing.Fakes;
using SlackAgents.Testing.Time;

namespace SlackAgents.Tests.Runs.Tools;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class AttachFileTests
{
    private static readonly byte[] Png = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3];

    private readonly List<ToolAnswer> _answers = [];
    private CoreDriver _core = null!;

    [SetUp]
    public async Task SetUpAsync() => _core = await CoreDriver.CreateAsync();

    [TearDown]
    public async Task TearDownAsync() => await _core.DisposeAsync();

    [Test]
    public async Task A_file_goes_to_the_thread_and_leaves_nothing_on_the_host()
    {
        var run = await RunAsync(("/workspace/out/shot.png", Png), ("out/shot.png", "The login page"));

        Assert.That(_answers.Single(), Is.EqualTo(new ToolAnswer("shot.png goes to the thread.")));
        await Eventually.IsTrueAsync(() => _core.Slack.Files.Count == 1);
        var (file, thread, content) = _core.Slack.Files.Single();
        Assert.That((file.Name, file.Title, file.Comment), Is.EqualTo(("shot.png", "The login page", $"📎 Attachment 1 of run {run.Id}")));
        Assert.That(thread, Is.EqualTo((await _core.ReadAsync(run.Id)).ReplyThread));
        Assert.That(content, Is.EqualTo(Png));
        await Eventually.IsTrueAsync(() => !File.Exists(file.Path));
        Assert.That(Directory.GetFiles(Path.GetDirectoryName(file.Path)!), Is.Empty);
    }

    [Test]
    public async Task A_file_whose_upload_was_lost_is_sent_again_and_one_that_arrived_is_not()
    {
        var uploads = 0;
        _core.Slack.Before = (operation, _) => Fail(operation == "upload" && Interlocked.Increment(ref uploads) == 1);
        _core.Slack.After = (operation, _) => Fail(operation == "upload" && uploads == 2);

        await RunAsync(("/workspace/a.txt", "hello"u8.ToArray()), ("a.txt", null));

        await Eventually.ThatAsync(() => _core.Database.Outbox.CountPendingAsync(CancellationToken.None), Is.Zero);
        Assert.That(uploads, Is.EqualTo(2));
        Assert.That(_core.Slack.Files, Has.Count.EqualTo(1));

        static void Fail(bool now)
        {
            if (now)
            {
                throw new ReplyException(ReplyFailure.Transient, "timeout", "No answer.") { RetryAfter = TimeSpan.FromMilliseconds(20) };
            }
        }
    }

    [Test]
    public async Task The_same_file_twice_is_one_attachment()
    {
        await RunAsync(("/workspace/a.txt", "hello"u8.ToArray()), ("a.txt", null), ("/workspace/./b/../a.txt", null));

        Assert.That(_answers[1].Text, Is.EqualTo("a.txt is in the thread already."));
        await Eventually.ThatAsync(() => _core.Database.Outbox.CountPendingAsync(CancellationToken.None), Is.Zero);
        Assert.That(_core.Slack.Files, Has.Count.EqualTo(1));
    }

    [TestCase("/etc/passwd", "Only files below /workspace and /home/agent")]
    [TestCase("../etc/passwd", "Only files below /workspace and /home/agent")]
    [TestCase("missing.txt", "There is no such file")]
    [TestCase("", "Only files below /workspace and /home/agent")]
    public async Task What_cannot_be_attached_is_told_with_the_next_step(string path, string told)
    {
        await RunAsync(("/workspace/a.txt", "hello"u8.ToArray()), (path, null));

        Assert.That(_answers.Single().IsError, Is.True);
        Assert.That(_answers.Single().Text, Does.Contain(told));
    }

    [Test]
    public async Task A_file_that_is_too_large_is_refused()
    {
        _core.Tools.MaxAttachmentMb = 1;

        await RunAsync(("/workspace/a.txt", Encoding.ASCII.GetBytes(new string('a', (1024 * 1024) + 1))), ("a.txt", null));

        Assert.That(_answers.Single().Text, Does.StartWith("A file can have up to 1 MiB."));
    }

    [Test]
    public async Task A_program_is_refused_whatever_its_name()
    {
        await RunAsync(("/workspace/a.png", [0x7f, (byte)'E', (byte)'L', (byte)'F', 0, 0]), ("a.png", null));

        Assert.That(_answers.Single().Text, Does.StartWith("Only text (UTF-8), PNG"));
    }

    [Test]
    public async Task No_more_files_than_the_run_may_attach()
    {
        _core.Tools.MaxAttachments = 1;
        _core.Engine.Agent = Attaches([("/workspace/a.txt", "a"u8.ToArray()), ("/workspace/b.txt", "b"u8.ToArray())], [("a.txt", null), ("b.txt", null)]);

        await FinishAsync();

        Assert.That(_answers[1].Text, Does.StartWith("This run has attached its 1 files."));
    }

    private Task<Run> RunAsync((string Path, byte[] Content) file, params (string Path, string? Title)[] calls)
    {
        _core.Engine.Agent = Attaches([file], calls);
        return FinishAsync();
    }

    private async Task<Run> FinishAsync()
    {
        await _core.StartAsync();
        var run = await _core.AskAsync();
        await _core.EndOfAsync(run.Id);
        return run;
    }

    private Func<FakeTurn, Task<int>> Attaches((string Path, byte[] Content)[] files, (string Path, string? Title)[] calls) => async turn =>
    {
        turn.Begin();
        var sandbox = _core.Engine.Of(turn.Door.Run);
        foreach (var (path, content) in files)
        {
            sandbox.Files[path] = content;
        }

        await Eventually.IsTrueAsync(async () => (await _core.ReadAsync(turn.Door.Run)).Sandbox is not null);
        foreach (var (path, title) in calls)
        {
            _answers.Add(await turn.Door.Tools!.AttachAsync(path, title, turn.Killed));
        }

        turn.Finish("Done.");
        await turn.ReadInputToEndAsync();
        return 0;
    };
}
