using SlackAgents.Core.Traces;

namespace SlackAgents.Tests.Harnesses.ClaudeCode;

public sealed class ClaudeFileChangeTests
{
    [Test]
    public void What_the_file_tools_did_is_a_change_with_its_diff()
    {
        var events = Recording.Load("files").Lines.SelectMany(Recording.Reader().Read).Select(made => made.Event).ToList();

        Assert.That(events.OfType<FileChangeEvent>().Select(change => (change.Path, change.Change, change.Diff)), Is.EqualTo(new (string, string, string?)[]
        {
            ("src/new.txt", "added", "@@ -0,0 +1,2 @@\n+one\n+two\n"),
            ("README.md", "modified", "@@ -1,1 +1,1 @@\n-# demo\n+# changed\n"),
            ("README.md", "modified", "@@ -1,1 +1,2 @@\n-# changed\n+# whole\n+new\n"),
        }));
        Assert.That(events.OfType<FileChangeEvent>().Select(change => change.CallId), Is.SubsetOf(events.OfType<ToolCallEvent>().Select(call => call.CallId)));
    }

    [Test]
    public void The_exit_code_is_that_which_the_harness_says_and_no_guess()
    {
        var results = Recording.Load("files").Lines.SelectMany(Recording.Reader().Read).Select(made => made.Event).OfType<ToolResultEvent>().ToList();

        Assert.That(results.Select(result => result.ExitCode), Is.EqualTo(new int?[] { null, null, null, null, 3 }));
    }

    [TestCase("Exit code 99999999999", null)]
    [TestCase("Exit code ", null)]
    [TestCase("Exit code 7", 7)]
    [TestCase("Exit code 7\nx", 7)]
    [TestCase("Exit codes", null)]
    public void An_exit_code_is_a_number(string output, int? exitCode)
    {
        var line = System.Text.Json.JsonSerializer.Serialize(new { type = "user", message = new { content = new[] { new { type = "tool_result", tool_use_id = "t", is_error = true, content = output } } } });

        Assert.That(((ToolResultEvent)Recording.Reader().Read(line).Single().Event).ExitCode, Is.EqualTo(exitCode));
    }
}
