using System.Runtime.Versioning;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Sandboxes;
using SlackAgents.Core.Traces;
using SlackAgents.Testing.Fakes;
using SlackAgents.Testing.Time;

namespace SlackAgents.Tests.Runs;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
internal sealed class SessionCarryTests
{
    private readonly List<(string Prompt, IReadOnlyList<string> Arguments)> _begun = [];
    private CoreDriver _core = null!;

    [SetUp]
    public async Task SetUpAsync() => _core = await CoreDriver.StartNewAsync(core => core.Engine.Agent = WorkAsync);

    [TearDown]
    public async Task TearDownAsync() => await _core.DisposeAsync();

    [Test]
    public async Task A_reply_after_the_sandbox_was_removed_resumes_the_session_in_a_new_one()
    {
        var asked = await FinishedAsync();
        var first = _core.Engine.Of(asked.Id).Id;
        await _core.Engine.RemoveAsync(first, CancellationToken.None);

        await _core.ReplyAsync(asked.Id, "now the changelog");
        await _core.EndOfAsync(asked.Id, turn: 2);

        Assert.Multiple(() =>
        {
            Assert.That(_begun[1].Prompt, Is.EqualTo("now the changelog"));
            Assert.That(_begun[1].Arguments, Does.Contain("--resume").And.Contain("5e551017-0000-4000-8000-000000000001"));
            Assert.That(_core.Engine.Of(asked.Id).Imported, Does.StartWith(first.Value).And.Contain(".claude/projects"));
        });
    }

    [Test]
    public async Task The_reaper_that_removes_the_sandbox_leaves_the_session()
    {
        _core.Sandbox.Keep = TimeSpan.Zero;
        var asked = await FinishedAsync();
        await _core.Get<ISandboxOwners>().ForgetAsync(asked.Id, CancellationToken.None);
        await _core.Engine.RemoveAsync(_core.Engine.Of(asked.Id).Id, CancellationToken.None);

        await _core.ReplyAsync(asked.Id, "now the changelog");
        await _core.EndOfAsync(asked.Id, turn: 2);

        Assert.That(_begun[1].Arguments, Does.Contain("--resume"));
    }

    [Test]
    [UnsupportedOSPlatform("windows")]
    public async Task The_file_is_the_hosts_alone()
    {
        var asked = await FinishedAsync();
        var file = File(asked);

        Assert.That(System.IO.File.GetUnixFileMode(file), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Assert.That(System.IO.File.GetUnixFileMode(Path.GetDirectoryName(file)!), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute));
        Assert.That(file, Does.Not.Contain(_core.Get<RunFolders>().Open(asked.Id)));
    }

    [Test]
    public async Task A_session_that_is_too_large_is_not_kept_and_no_older_one_stands_in_for_it()
    {
        var asked = await FinishedAsync();
        _core.Engine.ExportedBytes = null;
        await _core.ReplyAsync(asked.Id, "more");
        await _core.EndOfAsync(asked.Id, turn: 2);
        await AtRestAsync();

        Assert.That(_core.Get<SessionFiles>().Find(asked.Id), Is.Null);
        await _core.Engine.RemoveAsync(_core.Engine.Of(asked.Id).Id, CancellationToken.None);
        await _core.ReplyAsync(asked.Id, "and the changelog");
        await _core.EndOfAsync(asked.Id, turn: 3);

        Assert.That(_begun[2].Prompt, Does.Contain("fix the readme typo").And.Contain("and the changelog"));
        Assert.That(_begun[2].Arguments, Does.Not.Contain("--resume"));
    }

    [Test]
    public async Task An_export_that_hangs_keeps_nobody_from_hearing_that_the_run_has_ended()
    {
        var hanging = new TaskCompletionSource();
        _core.Engine.BeforeExport = () => hanging.Task;

        var asked = await _core.AskAsync();

        Assert.That((await _core.EndOfAsync(asked.Id)).Text, Does.Contain("Pull request"));
        hanging.SetResult();
    }

    [Test]
    public async Task An_export_that_fails_harms_nothing()
    {
        _core.Engine.BeforeExport = () => throw new SandboxException(SandboxFailure.EngineUnreachable, "No answer.");

        var asked = await FinishedAsync();

        Assert.That((await _core.ReadAsync(asked.Id)).State, Is.EqualTo(RunState.Finished));
        Assert.That(_core.Get<SessionFiles>().Find(asked.Id), Is.Null);
    }

    [Test]
    public async Task An_import_that_fails_leaves_the_agent_with_what_the_host_knows()
    {
        var asked = await FinishedAsync();
        await _core.Engine.RemoveAsync(_core.Engine.Of(asked.Id).Id, CancellationToken.None);
        _core.Engine.Before = operation =>
        {
            if (operation == "import")
            {
                throw new SandboxException(SandboxFailure.Refused, "No.");
            }
        };

        await _core.ReplyAsync(asked.Id, "now the changelog");
        await _core.EndOfAsync(asked.Id, turn: 2);

        Assert.That(_begun[1].Prompt, Does.Contain("fix the readme typo").And.Contain("now the changelog"));
        Assert.That(_begun[1].Arguments, Does.Not.Contain("--resume"));
    }

    [Test]
    public async Task A_session_that_cannot_be_found_is_begun_anew_once_with_what_was_before()
    {
        var asked = await FinishedAsync();
        _core.Engine.Agent = async turn =>
        {
            if (!turn.Arguments.Contains("--resume", StringComparer.Ordinal))
            {
                return await WorkAsync(turn);
            }

            _begun.Add((turn.Prompt, turn.Arguments));
            turn.Print("""{"type":"result","subtype":"error_during_execution","is_error":true,"num_turns":0,"errors":["No conversation found with session ID: 5e551017"],"session_id":"5e551017-0000-4000-8000-000000000001"}""");
            return 1;
        };

        await _core.ReplyAsync(asked.Id, "now the changelog");
        var end = await _core.EndOfAsync(asked.Id, turn: 2);

        var run = await _core.ReadAsync(asked.Id);
        var turns = await _core.Database.Runs.GetTurnsAsync(asked.Id, CancellationToken.None);
        var notices = (await _core.Database.Traces.ReadAsync(asked.Id, 0, 1000, CancellationToken.None)).Select(record => record.Event).OfType<NoticeEvent>();
        Assert.Multiple(() =>
        {
            Assert.That(end.Text, Does.Contain("Pull request"));
            Assert.That(run.State, Is.EqualTo(RunState.Finished));
            Assert.That(turns, Has.Count.EqualTo(2));
            Assert.That(_begun, Has.Count.EqualTo(3));
            Assert.That(_begun[1].Prompt, Is.EqualTo("now the changelog"));
            Assert.That(_begun[2].Prompt, Does.Contain("fix the readme typo").And.Contain("now the changelog"));
            Assert.That(notices.Count(notice => notice.Topic == "repeat"), Is.EqualTo(1));
        });
    }

    [Test]
    public async Task A_session_that_is_lost_again_and_again_fails_the_turn()
    {
        var asked = await FinishedAsync();
        _core.Engine.Agent = turn =>
        {
            _begun.Add((turn.Prompt, turn.Arguments));
            turn.Print("""{"type":"result","subtype":"error_during_execution","is_error":true,"num_turns":0,"errors":["No conversation found with session ID: 5e551017"]}""");
            return Task.FromResult(1);
        };

        await _core.ReplyAsync(asked.Id, "now the changelog");

        Assert.That((await _core.EndOfAsync(asked.Id, turn: 2)).Text, Does.Contain("HarnessSessionLost"));
        Assert.That(_begun, Has.Count.EqualTo(3));
    }

    [Test]
    public async Task Old_files_and_drafts_of_dead_processes_go()
    {
        var files = _core.Get<SessionFiles>();
        var (old, young, draft) = (Testing.Data.Some.RunId(), Testing.Data.Some.RunId(), Testing.Data.Some.RunId());
        await MakeAsync(old, keep: true, TimeSpan.FromDays(31));
        await MakeAsync(young, keep: true, TimeSpan.FromDays(29));
        await MakeAsync(draft, keep: false, TimeSpan.FromHours(2));

        Assert.That(files.RemoveOld(), Is.EqualTo(2));
        Assert.That(files.Find(young), Is.Not.Null);

        async Task MakeAsync(Core.Ids.RunId run, bool keep, TimeSpan age)
        {
            var path = files.Begin(run);
            await System.IO.File.WriteAllTextAsync(path, "tar");
            if (keep)
            {
                files.Keep(run);
                path = files.Find(run)!;
            }

            System.IO.File.SetLastWriteTimeUtc(path, (CoreDriver.Now - age).UtcDateTime);
        }
    }

    [Test]
    public async Task The_answer_of_a_turn_is_in_the_trace_once_however_often_its_output_is_read()
    {
        var go = new TaskCompletionSource();
        _core.Engine.Agent = Agents.WaitFor(go.Task);
        var asked = await _core.AskAsync("harness=robot fix it");
        await _core.WhenAsync(asked.Id, RunState.Running);
        await _core.CrashAsync();
        go.SetResult();
        await _core.EndOfAsync(asked.Id);

        var answers = await AnswersAsync(asked);
        Assert.That(answers, Is.EqualTo(new[] { "Done with turn 1." }));
    }

    /// <summary>The answers that the host wrote: they come from no line.</summary>
    private async Task<IReadOnlyList<string>> AnswersAsync(Run run) =>
        [.. (await _core.Database.Traces.ReadAsync(run.Id, 0, 1000, CancellationToken.None)).Where(record => record.Raw is null).Select(record => record.Event).OfType<AnswerEvent>().Select(answer => answer.Text)];

    private Task<int> WorkAsync(FakeTurn turn)
    {
        _begun.Add((turn.Prompt, turn.Arguments));
        return Agents.EditAsync(turn);
    }

    private string File(Run run) => _core.Get<SessionFiles>().Find(run.Id)!;

    private async Task<Run> FinishedAsync()
    {
        var asked = await _core.AskAsync("fix the readme typo");
        await _core.EndOfAsync(asked.Id);
        await AtRestAsync();
        return asked;
    }

    private Task AtRestAsync() => Eventually.IsTrueAsync(() => _core.Get<Core.Runs.Live.LiveRuns>().Count == 0);
}
