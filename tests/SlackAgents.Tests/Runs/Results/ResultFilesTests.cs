using System.Text;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Runs.Results;
using SlackAgents.Core.Runs.Tools;
using SlackAgents.Testing.Data;
using SlackAgents.Testing.Fakes;
using SlackAgents.Testing.Time;

namespace SlackAgents.Tests.Runs.Results;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class ResultFilesTests
{
    private static readonly string LongAnswer = $"The beginning. {new string('x', 30_000)} The end.";

    private CoreDriver _core = null!;

    [SetUp]
    public async Task SetUpAsync() => _core = await CoreDriver.CreateAsync();

    [TearDown]
    public async Task TearDownAsync() => await _core.DisposeAsync();

    [Test]
    public async Task A_long_answer_is_whole_in_a_file_after_its_message()
    {
        var run = await RunAsync(turn => Task.FromResult(LongAnswer));

        var (file, thread, content) = (await FilesAsync(1)).Single();
        Assert.That((file.Name, file.Title, file.Comment), Is.EqualTo(("answer.md", "Answer of turn 1", $"📄 The whole answer of turn 1 of run {run.Id}")));
        Assert.That(thread, Is.EqualTo(run.ReplyThread));
        Assert.That(Encoding.UTF8.GetString(content), Is.EqualTo(LongAnswer));
        await Eventually.IsTrueAsync(() => !File.Exists(file.Path));
    }

    [Test]
    public async Task A_short_answer_needs_no_file()
    {
        await RunAsync(_ => Task.FromResult("Done."));

        await Eventually.ThatAsync(() => _core.Database.Outbox.CountPendingAsync(CancellationToken.None), Is.Zero);
        Assert.That(_core.Slack.Files, Is.Empty);
    }

    [Test]
    public async Task Images_of_the_branch_are_shown_with_the_turn_that_brought_them_and_not_again()
    {
        var run = await RunAsync(async turn =>
        {
            await turn.PushAsync(turn.Number == 1 ? "docs/shot one.gif" : "docs/other.gif", $"GIF89a of turn {turn.Number}");
            return "Done.";
        });
        await FilesAsync(1);

        await _core.ReplyAsync(run.Id, "one more");
        await _core.EndOfAsync(run.Id, turn: 2);

        var files = await FilesAsync(2);
        Assert.That(files.Select(one => (one.File.Name, Encoding.UTF8.GetString(one.Content))), Is.EqualTo(new[] { ("shot_one.gif", "GIF89a of turn 1"), ("other.gif", "GIF89a of turn 2") }));
        Assert.That(files[1].File.Comment, Is.EqualTo($"🖼 Image 1 of 1 on the branch after turn 2 of run {run.Id}"));
    }

    [Test]
    public async Task Only_four_images_are_shown_and_only_what_is_one()
    {
        var run = await RunAsync(async turn =>
        {
            await turn.PushAsync("no-image.png", "#!/bin/sh\n");
            await turn.PushAsync("huge.gif", "GIF89a" + new string('x', 6 * 1024 * 1024));
            await turn.PushAsync("drawing.svg", "<svg/>");
            for (var number = 1; number <= 6; number++)
            {
                await turn.PushAsync($"{number}.gif", $"GIF89a{number}");
            }

            await turn.PushAsync("same.gif", "GIF89a1");
            return "Done.";
        });

        await Eventually.ThatAsync(() => _core.Database.Outbox.CountPendingAsync(CancellationToken.None), Is.Zero);
        Assert.That(_core.Slack.Files.Select(one => one.File.Name).Order(StringComparer.Ordinal), Is.EqualTo(new[] { "1.gif", "2.gif", "3.gif", "4.gif" }));
        Assert.That(_core.Slack.Files[0].File.Comment, Does.EndWith($"of 6 on the branch after turn 1 of run {run.Id}"));
    }

    [Test]
    public async Task An_operator_can_keep_images_back()
    {
        _core.Context.ShareImages = false;

        await RunAsync(async turn =>
        {
            await turn.PushAsync("shot.gif", "GIF89a");
            return "Done.";
        });

        await Eventually.ThatAsync(() => _core.Database.Outbox.CountPendingAsync(CancellationToken.None), Is.Zero);
        Assert.That(_core.Slack.Files, Is.Empty);
    }

    [Test]
    public async Task Killed_before_the_last_message_everything_is_shown_once_all_the_same()
    {
        var reached = new TaskCompletionSource();
        var held = false;
        _core.Host.Before = async (what, _) =>
        {
            if (what == "mint Push" && !held)
            {
                held = true;
                reached.TrySetResult();
                await _core.UntilKilledAsync();
            }
        };
        var running = RunAsync(async turn =>
        {
            await turn.PushAsync("shot.gif", "GIF89a");
            return LongAnswer;
        });
        await reached.Task;

        await _core.CrashAsync();
        await running;

        Assert.That((await FilesAsync(2)).Select(one => one.File.Name).Order(StringComparer.Ordinal), Is.EqualTo(new[] { "answer.md", "shot.gif" }));
    }

    [Test]
    public async Task What_the_agent_attached_itself_is_not_shown_twice()
    {
        await _core.StartAsync();
        var results = _core.Get<ResultFiles>();
        var run = Some.RunWithCard();
        var kept = new ResultFile("/somewhere", "key", "shot.gif", "shot.gif", "a comment", Attachments.IdOf("shot.gif", [1]));

        var unknown = results.Compose(run, [kept]).ToList();
        var known = results.Compose(run with { ToolUse = RunToolUse.None with { Attachments = [kept.AttachmentId!] } }, [kept]).ToList();

        Assert.That((unknown.Single().Kind, known.Count), Is.EqualTo((OutboxKind.File, 0)));
    }

    private async Task<Run> RunAsync(Func<FakeTurn, Task<string>> work)
    {
        _core.Engine.Agent = async turn =>
        {
            turn.Begin();
            await turn.PushAsync("README.md", $"changed in turn {turn.Number}\n");
            turn.Finish(await work(turn));
            await turn.ReadInputToEndAsync();
            return 0;
        };
        await _core.StartAsync();
        var run = await _core.AskAsync();
        await _core.EndOfAsync(run.Id);
        return await _core.ReadAsync(run.Id);
    }

    private async Task<IReadOnlyList<(OutboxFile File, string? ThreadTs, byte[] Content)>> FilesAsync(int count)
    {
        await Eventually.ThatAsync(() => _core.Slack.Files.Count, Is.EqualTo(count));
        return _core.Slack.Files;
    }
}
