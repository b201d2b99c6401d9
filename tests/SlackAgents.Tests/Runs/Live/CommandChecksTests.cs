using System.Text.Json;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Runs.Live;
using SlackAgents.Core.Traces;

namespace SlackAgents.Tests.Runs.Live;

internal sealed class CommandChecksTests
{
    private readonly CommandChecks _checks = new();

    [SetUp]
    public void SetUp() => _checks.Reset();

    [TestCase("dotnet test tests/X -c Release")]
    [TestCase("cd src && npm run lint")]
    [TestCase("python -m pytest -q")]
    [TestCase("./gradlew check")]
    [TestCase("make")]
    [TestCase("make test-unit")]
    [TestCase("scripts/test --fast")]
    [TestCase("bash -lc 'cargo clippy'")]
    public void Tests_builds_and_linters_are_kept(string command)
    {
        Run("1", command, isError: false);

        Assert.That(_checks.All, Is.EqualTo(new[] { new CommandCheck(command, Passed: true, null) }));
    }

    [TestCase("git status")]
    [TestCase("cat makefile.txt")]
    [TestCase("echo pytester")]
    [TestCase("ls tests")]
    public void Other_commands_are_not(string command)
    {
        Run("1", command, isError: false);

        Assert.That(_checks.All, Is.Empty);
    }

    [Test]
    public void The_last_outcome_of_a_command_counts_and_the_exit_code_before_the_claim()
    {
        Run("1", "dotnet test", isError: false, exitCode: 1);
        Run("2", "dotnet build", isError: true);
        Run("3", "dotnet test", isError: true, exitCode: 0);

        Assert.That(_checks.All, Is.EqualTo(new[] { new CommandCheck("dotnet test", true, 0), new CommandCheck("dotnet build", false, null) }));
    }

    [Test]
    public void Whatever_an_agent_calls_it_is_bounded()
    {
        for (var number = 0; number < 500; number++)
        {
            _checks.Follow(new ToolCallEvent($"open{number}", "Bash", JsonSerializer.Serialize(new { command = "make" }), null));
        }

        _checks.Follow(new ToolCallEvent("x", "Bash", "no json", null));
        _checks.Follow(new ToolCallEvent("x", "Bash", "[]", null));
        _checks.Follow(new ToolCallEvent("x", "Bash", """{"command":7}""", null));
        for (var number = 0; number < 60; number++)
        {
            _checks.Follow(new ToolResultEvent($"open{number}", string.Empty, false, null));
            Run($"r{number}", $"pytest {number} " + new string('x', 500), isError: false);
        }

        Assert.That(_checks.All, Has.Count.EqualTo(8).And.All.Property(nameof(CommandCheck.Command)).Length.LessThanOrEqualTo(100));
    }

    [Test]
    public void A_command_in_words_is_read_too()
    {
        _checks.Follow(new ToolCallEvent("1", "shell", """{"command":["go","test","./..."]}""", null));
        _checks.Follow(new ToolResultEvent("1", string.Empty, false, null, 2));

        Assert.That(_checks.All.Single(), Is.EqualTo(new CommandCheck("go test ./...", false, 2)));
    }

    private void Run(string id, string command, bool isError, int? exitCode = null)
    {
        _checks.Follow(new ToolCallEvent(id, "Bash", JsonSerializer.Serialize(new { command }), null));
        _checks.Follow(new ToolResultEvent(id, "output", isError, null, exitCode));
    }
}
