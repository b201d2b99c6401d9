using System.IO.Compression;
using System.Text;
using SlackAgents.Core.Messages;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Runs.Context;
using SlackAgents.Core.Sandboxes;
using SlackAgents.Testing.Fakes;
using SlackAgents.Testing.Time;

namespace SlackAgents.Tests.Runs.Context;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class IncomingFilesTests
{
    private static readonly byte[] Png = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3];

    private CoreDriver _core = null!;
    private Scene _scene = null!;

    [SetUp]
    public async Task SetUpAsync()
    {
        _core = await CoreDriver.StartNewAsync(core => core.Context.Patience = TimeSpan.FromSeconds(20));
        _scene = new Scene(_core);
    }

    [TearDown]
    public async Task TearDownAsync() => await _core.DisposeAsync();

    [Test]
    public async Task Files_lie_where_the_prompt_says_readable_and_not_executable()
    {
        _scene.Thread(_scene.Said(0, "see the log") with { Files = [_scene.File("build.log", "line 1\nline 2\n")] });

        var run = await _scene.RunAsync("fix it", files: [_scene.File("shot.png", Png, "image/png")]);

        Assert.That(Scene.PathsIn(_scene.Prompt), Is.EqualTo(new[] { "/run/slackagents/files/turn1/shot.png", "/run/slackagents/files/turn1/build.log" }));
        Assert.That(_scene.Prompt, Does.Contain("shot.png (image/png, an image, 11 bytes)").And.Contain("build.log (text/plain, 14 bytes)"));
        Assert.That(_scene.Given("/run/slackagents/files/turn1/build.log"), Is.EqualTo("line 1\nline 2\n"));
        Assert.That(run.Context!.Files, Is.EqualTo(2));
        Assert.That(ModeOf("/run/slackagents/files/turn1/build.log"), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead));
        Assert.That(ModeOf("/run/slackagents/files/turn1") & UnixFileMode.OtherWrite, Is.EqualTo(UnixFileMode.None));
    }

    [TestCase("../../../etc/cron.d/x", "x.txt")]
    [TestCase("..", "file.txt")]
    [TestCase(".bashrc", "bashrc.txt")]
    [TestCase("-rf.md", "rf.md")]
    [TestCase("a\\..\\b.txt", "a_.._b.txt")]
    [TestCase("<img src=x onerror=alert(1)>.md", "_img_src_x_onerror_alert_1__.md")]
    [TestCase("a\nb\u202etxt.exe", "a_b_txt.exe.txt")]
    [TestCase("évil name.sh", "_vil_name.sh")]
    [TestCase("", "file.txt")]
    [TestCase("x.png", "x.png.txt")]
    public async Task Names_are_made_harmless(string name, string expected)
    {
        await _scene.RunAsync(files: [_scene.File(name, "#!/bin/sh\necho hello\n", "image/png")]);

        Assert.That(Scene.PathsIn(_scene.Prompt), Is.EqualTo(new[] { $"/run/slackagents/files/turn1/{expected}" }));
        Assert.That(Directory.GetFiles(_scene.Turn.OnHost("/run/slackagents/files"), "*", SearchOption.AllDirectories), Has.Length.EqualTo(2), "the file and the record, and nothing beside them");
    }

    [Test]
    public async Task Long_names_are_cut_and_equal_ones_told_apart()
    {
        await _scene.RunAsync(files: [_scene.File(new string('n', 300) + ".md", "1"), _scene.File("a.txt", "2"), _scene.File("A.txt", "3"), _scene.File("x/a.txt", "4")]);

        var names = Scene.PathsIn(_scene.Prompt).Select(Path.GetFileName).ToList();
        Assert.That(names[0], Has.Length.EqualTo(100).And.EndsWith("nnn.md"));
        Assert.That(names.Skip(1), Is.EqualTo(new[] { "a.txt", "A-2.txt", "a-3.txt" }));
        Assert.That(Scene.PathsIn(_scene.Prompt).Select(_scene.Given), Is.EqualTo(new[] { "1", "2", "3", "4" }));
    }

    [Test]
    public async Task What_is_no_use_or_no_good_is_refused_by_its_content_and_named()
    {
        var archive = Zip();
        MessageFile[] files =
        [
            _scene.File("notes.txt", archive, "text/plain"),
            _scene.File("drawing.png", "<?xml version=\"1.0\"?><!-- x --><svg onload=\"alert(1)\"/>", "image/png"),
            _scene.File("nul.txt", "text with a \0 in it"),
            _scene.File("empty.txt", ""),
            _scene.File("gone.txt", "x") with { Url = null },
            _scene.File("film.mp4", "x", "video/mp4"),
        ];

        var run = await _scene.RunAsync(files: files);

        const string kinds = "only text, PNG, JPEG, GIF, WebP and PDF are passed on";
        Assert.That(Scene.PathsIn(_scene.Prompt), Is.Empty);
        Assert.That(run.Context!.LeftOut, Is.EqualTo(new[]
        {
            $"\"notes.txt\": {kinds}",
            $"\"drawing.png\": {kinds}",
            $"\"nul.txt\": {kinds}",
            "\"empty.txt\": it is empty",
            "\"gone.txt\": Slack does not hand it out (deleted, hidden by a limit, or of another service)",
            $"\"film.mp4\": {kinds}",
        }));
        Assert.That(_scene.Prompt, Does.Contain($"Not passed on to you: \"notes.txt\": {kinds};"));
    }

    [Test]
    public async Task A_file_of_two_kinds_is_what_it_begins_as_and_named_so()
    {
        byte[] polyglot = [.. Png, .. "<script>alert(1)</script>"u8, .. Zip()];

        await _scene.RunAsync(files: [_scene.File("run.sh", polyglot, "text/x-sh")]);

        Assert.That(Scene.PathsIn(_scene.Prompt), Is.EqualTo(new[] { "/run/slackagents/files/turn1/run.sh.png" }));
    }

    [Test]
    public async Task Sizes_are_bounded_whatever_a_file_says_of_itself()
    {
        _core.Context.MaxFileMb = 1;
        _core.Context.MaxTotalMb = 2;
        var mebi = new string('x', 1024 * 1024);
        MessageFile[] files =
        [
            _scene.File("says-large.txt", "x") with { Size = 5_000_000 },
            _scene.File("is-large.txt", mebi + "y") with { Size = 10 },
            _scene.File("one.txt", mebi),
            _scene.File("two.txt", mebi),
            _scene.File("three.txt", "z"),
        ];

        var run = await _scene.RunAsync(files: files);

        Assert.That(Scene.PathsIn(_scene.Prompt).Select(Path.GetFileName), Is.EqualTo(new[] { "one.txt", "two.txt" }));
        Assert.That(run.Context!.LeftOut, Is.EqualTo(new[]
        {
            "\"says-large.txt\": larger than 1 MiB",
            "\"is-large.txt\": Slack did not send it, or sent more than it said",
            "\"three.txt\": the files of the run would be larger than 2 MiB",
        }));
    }

    [Test]
    public async Task The_number_is_bounded_and_the_request_comes_first()
    {
        _core.Context.MaxFiles = 2;
        _scene.Thread(_scene.Said(0, "root") with { Files = [_scene.File("root.txt", "r")] }, _scene.Said(1, "old") with { Files = [_scene.File("old.txt", "o")] });

        var run = await _scene.RunAsync(files: [_scene.File("mine.txt", "m")]);

        Assert.That(Scene.PathsIn(_scene.Prompt).Select(Path.GetFileName), Is.EqualTo(new[] { "mine.txt", "root.txt" }));
        Assert.That(run.Context!.LeftOut, Is.EqualTo(new[] { "\"old.txt\": more than 2 files" }));
    }

    [Test]
    public async Task A_file_that_Slack_fails_to_send_is_asked_for_twice_and_named()
    {
        _core.Messages.Before = what =>
        {
            if (what == "file")
            {
                throw new ReplyException(ReplyFailure.Transient, "http_500", "no") { RetryAfter = TimeSpan.FromMilliseconds(1) };
            }
        };

        var run = await _scene.RunAsync(files: [_scene.File("a.txt", "x")]);

        Assert.That(_core.Messages.Calls.Count(call => call == "file"), Is.EqualTo(2));
        Assert.That(run.Context!.LeftOut, Is.EqualTo(new[] { "\"a.txt\": Slack did not send it (http_500)" }));
        Assert.That(run.State, Is.EqualTo(RunState.Finished));
    }

    [Test]
    public async Task A_reply_brings_its_files_to_the_next_turn()
    {
        var run = await _scene.RunAsync();

        await _scene.ReplyAsync(run, "", _scene.File("more.txt", "more"));
        await _core.EndOfAsync(run.Id, turn: 2);

        Assert.That(Scene.PathsIn(_scene.Prompts.Last()), Is.EqualTo(new[] { "/run/slackagents/files/turn2/more.txt" }));
        Assert.That(_scene.Given("/run/slackagents/files/turn2/more.txt"), Is.EqualTo("more"));
        Assert.That((await _core.ReadAsync(run.Id)).Context!.Files, Is.EqualTo(1));
    }

    [Test]
    public async Task A_reply_into_a_running_turn_names_where_its_file_lies()
    {
        var agent = new SteeredAgent();
        string? path = null;
        _core.Engine.Agent = turn =>
        {
            path = turn.OnHost("/run/slackagents/files/turn2/shot.png");
            return agent.RunAsync(turn);
        };
        var run = await _core.AskAsync("harness=robot fix it");
        await agent.BegunAsync(1);

        await _scene.ReplyAsync(run, "now: like this", _scene.File("shot.png", Png));
        await Eventually.ThatAsync(() => agent.Heard.Count, Is.EqualTo(1));
        agent.Finish();
        await _core.EndOfAsync(run.Id);

        Assert.That(agent.Heard[0], Does.StartWith("like this\n\nFiles that came with it").And.Contains("- /run/slackagents/files/turn2/shot.png (image/png, an image, 11 bytes)"));
        Assert.That(await File.ReadAllBytesAsync(path!), Is.EqualTo(Png));
    }

    [Test]
    public async Task Killed_in_the_middle_everything_is_there_once_for_the_next_process()
    {
        var held = new TaskCompletionSource();
        var second = 0;
        _core.Messages.Hold = what => what == "file" && Interlocked.Increment(ref second) == 2 ? held.Task : Task.CompletedTask;
        _scene.Thread(_scene.Said(0, "the build is red"));
        var run = await _scene.AskAsync("fix it", files: [_scene.File("a.txt", "1"), _scene.File("b.txt", "2")]);
        await Eventually.ThatAsync(() => Volatile.Read(ref second), Is.EqualTo(2));

        await _core.CrashAsync();
        await _core.EndOfAsync(run.Id);

        Assert.That(_scene.Prompts, Has.Count.EqualTo(1));
        Assert.That(_scene.Prompt, Does.Contain("the build is red"));
        Assert.That(Scene.PathsIn(_scene.Prompt).Select(_scene.Given), Is.EqualTo(new[] { "1", "2" }));
        Assert.That((await _core.ReadAsync(run.Id)).Context, Is.EqualTo(new RunContext(1, 1, 2, [])).Using<RunContext>((a, b) => (a.Messages, a.OfMessages, a.Files, a.LeftOut.Count) == (b.Messages, b.OfMessages, b.Files, b.LeftOut.Count)));
    }

    [Test]
    public async Task When_the_folder_went_with_the_sandbox_the_next_turn_finds_it_again()
    {
        _scene.Thread(_scene.Said(0, "the build is red"));
        var run = await _scene.RunAsync("fix it", files: [_scene.File("a.txt", "1")]);
        await _core.Get<ISandboxOwners>().ForgetAsync(run.Id, CancellationToken.None);
        await _core.Engine.RemoveAsync(_core.Engine.Of(run.Id).Id, CancellationToken.None);
        Assert.That(Directory.Exists(_scene.Turn.OnHost("/run/slackagents/files")), Is.False);

        await _scene.ReplyAsync(run, "go on");
        await _core.EndOfAsync(run.Id, turn: 2);

        Assert.That(_scene.Given("/run/slackagents/files/turn1/a.txt"), Is.EqualTo("1"));
    }

    [Test]
    public void Context_files_never_leave_their_folder()
    {
        var folder = _core.Get<ContextFolder>();

        Assert.That(() => folder.AddAsync(SlackAgents.Core.Ids.RunId.New(), 1, "../x", "x"u8.ToArray(), CancellationToken.None), Throws.ArgumentException);
    }

    private UnixFileMode ModeOf(string path) => OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(_scene.Turn.OnHost(path));

    private static byte[] Zip()
    {
        using var content = new MemoryStream();
        using (var zip = new ZipArchive(content, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry("bomb.txt").Open();
            entry.Write(Encoding.ASCII.GetBytes(new string('0', 100_000)));
        }

        return content.ToArray();
    }
}
