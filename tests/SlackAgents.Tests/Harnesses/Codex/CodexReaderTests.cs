using SlackAgents.Core.Traces;

namespace SlackAgents.Tests.Harnesses.Codex;

public sealed class CodexReaderTests
{
    [Test]
    public void A_command_is_called_with_what_the_model_wrote_and_answers_with_exit_code_and_duration()
    {
        var call = CodexRecording.Events<ToolCallEvent>("failed-tool").Single();
        var result = CodexRecording.Events<ToolResultEvent>("failed-tool").Single();

        Assert.That((call.Tool, call.Summary), Is.EqualTo(("shell", "shell: echo oops >&2; exit 3")));
        Assert.That(result.CallId, Is.EqualTo(call.CallId));
        Assert.That((result.IsError, result.ExitCode), Is.EqualTo((true, (int?)3)));
        Assert.That(result.Milliseconds, Is.Not.Null);
    }

    [Test]
    public void A_command_that_went_on_in_the_background_is_one_call_with_one_result()
    {
        var results = CodexRecording.Events<ToolResultEvent>("background");

        Assert.That(results.Select(result => result.Output), Is.EqualTo(new[] { "quick\n", "a\nb\n" }));
        Assert.That(results.Select(result => result.CallId), Is.EquivalentTo(CodexRecording.Events<ToolCallEvent>("background").Select(call => call.CallId)));
    }

    [Test]
    public void Each_file_of_a_patch_is_a_change_with_its_diff()
    {
        var changes = CodexRecording.Events<FileChangeEvent>("edits");

        Assert.That(changes.Select(change => (change.Path, change.Change, change.Diff)), Is.EqualTo(new (string, string, string?)[]
        {
            ("README.md", "deleted", "@@ -1,1 +0,0 @@\n-# demo\n"),
            ("hello.txt", "modified", "@@ -1,2 +1,2 @@\n-hello from the fake model\n+bye from the fake model\n more\n"),
            ("src/new.txt", "added", "@@ -0,0 +1,2 @@\n+one\n+two\n"),
        }));
        Assert.That(changes.Select(change => change.CallId).Distinct(StringComparer.Ordinal), Is.EqualTo(CodexRecording.Events<ToolCallEvent>("edits").Select(call => call.CallId)));
    }

    [Test]
    public void A_tool_of_a_server_is_called_by_both_names_and_answers_in_text()
    {
        Assert.That(CodexRecording.Events<ToolCallEvent>("mcp").Single(), Has.Property(nameof(ToolCallEvent.Tool)).EqualTo("mcp__echo__say").And.Property(nameof(ToolCallEvent.Input)).EqualTo("{\"text\":\"hi\"}"));
        Assert.That(CodexRecording.Events<ToolResultEvent>("mcp").Single(), Has.Property(nameof(ToolResultEvent.Output)).EqualTo("echo: hi").And.Property(nameof(ToolResultEvent.IsError)).False);
    }

    [Test]
    public void A_thought_is_its_summary() =>
        Assert.That(CodexRecording.Events<ThinkingEvent>("thinking").Single().Text, Is.EqualTo("Let me think about it."));

    [Test]
    public void A_message_is_said_once_and_whole_though_its_pieces_are_in_the_recording()
    {
        var texts = CodexRecording.Events<TextEvent>("appserver-steer").Select(text => text.Text);

        Assert.That(texts, Is.EqualTo(new[]
        {
            "Starting slow work.",
            "Slow work finished. Messages from the user since the task began: <<STEER: also say banana>>",
            "Just talking, no tools.",
        }));
    }

    [Test]
    public void Usage_is_that_of_each_call_and_not_of_the_thread()
    {
        var usage = CodexRecording.Events<UsageEvent>("steer-late");

        Assert.That(usage.Select(call => call.InputTokens + call.CachedInputTokens), Is.EqualTo(new[] { 8537L, 8624L }));
    }

    [Test]
    public void The_count_that_a_resumed_thread_repeats_has_the_key_it_had_and_counts_as_no_call()
    {
        var first = KeysOfUsage("success");
        var reader = CodexRecording.Reader();
        var second = TraceFixtures.Play(reader, "codex-resume").Where(made => made.Event is UsageEvent).Select(made => made.Key).ToList();

        Assert.That(second[0], Is.EqualTo(first[^1]));
        Assert.That(second.Skip(1), Has.None.AnyOf([.. first]));
        Assert.That(reader.Conclude(0, outOfMemory: false).ModelTurns, Is.EqualTo(2));
    }

    [Test]
    public void A_retry_says_which_it_is_of_how_many_and_the_status()
    {
        var retries = CodexRecording.Events<RetryEvent>("429");

        Assert.That(retries.Select(retry => (retry.Attempt, retry.MaxAttempts, retry.HttpStatus)), Is.EqualTo(new[] { (1, (int?)2, (int?)429), (2, 2, 429) }));
        Assert.That(CodexRecording.Events<ErrorEvent>("429").Single().Message, Does.Contain("429"));
    }

    [Test]
    public void The_thread_that_was_started_or_resumed_is_the_session()
    {
        var first = CodexRecording.Events<SessionEvent>("success").Single();

        Assert.That(first, Is.EqualTo(new SessionEvent(first.SessionId, "gpt-5.5", "0.169.0")));
        Assert.That(CodexRecording.Events<SessionEvent>("resume").Single().SessionId, Is.EqualTo(first.SessionId));
    }

    [Test]
    public void A_plan_becomes_the_task_list() =>
        Assert.That(CodexRecording.Events<TodoEvent>("plan").Select(list => list.Items), Is.EqualTo(new[]
        {
            new[] { new TodoItem("Read code", "in_progress"), new TodoItem("Write code", "pending") },
            [new TodoItem("Read code", "completed"), new TodoItem("Write code", "completed")],
        }));

    [Test]
    public void A_moved_file_is_a_change_at_its_new_place()
    {
        const string line = "{\"method\":\"item/completed\",\"params\":{\"item\":{\"type\":\"fileChange\",\"id\":\"c\",\"changes\":[{\"path\":\"/workspace/a\",\"kind\":{\"type\":\"update\",\"move_path\":\"/workspace/b\"},\"diff\":\"@@\"}],\"status\":\"completed\"},\"turnId\":\"t\"}}";

        var change = CodexRecording.Reader().Read(line).Select(made => made.Event).OfType<FileChangeEvent>().Single();

        Assert.That(change, Is.EqualTo(new FileChangeEvent("c", "b", "modified", "rename from a\nrename to b\n@@")));
    }

    [Test]
    public void A_patch_that_was_declined_changes_nothing()
    {
        const string line = "{\"method\":\"item/completed\",\"params\":{\"item\":{\"type\":\"fileChange\",\"id\":\"c\",\"changes\":[{\"path\":\"/workspace/a\",\"kind\":{\"type\":\"add\"},\"diff\":\"x\"}],\"status\":\"declined\"},\"turnId\":\"t\"}}";

        var events = CodexRecording.Reader().Read(line);

        Assert.That(((ToolResultEvent)events.Single().Event).IsError, Is.True);
    }

    [Test]
    public void The_model_that_the_provider_put_in_is_told()
    {
        const string line = "{\"method\":\"model/rerouted\",\"params\":{\"fromModel\":\"a\",\"toModel\":\"b\",\"reason\":\"highRiskCyberActivity\",\"threadId\":\"t\",\"turnId\":\"u\"},\"emittedAtMs\":1}";

        Assert.That(CodexRecording.Reader().Read(line).Single().Event, Is.EqualTo(new NoticeEvent("model", "a → b: highRiskCyberActivity")));
    }

    private static List<string?> KeysOfUsage(string name) =>
        [.. TraceFixtures.Play(CodexRecording.Reader(), $"codex-{name}").Where(made => made.Event is UsageEvent).Select(made => made.Key)];
}
