using SlackAgents.Core.Intake;
using SlackAgents.Core.Intake.Grammar;
using SlackAgents.Core.Runs;

namespace SlackAgents.Tests.Intake;

/// <summary>docs/commands.md says all that can be said, in the words of the help.</summary>
internal sealed class CommandsPageTests
{
    private static string Page { get; } = File.ReadAllText(Path.Combine(Conventions.SourceTree.Root, "docs", "commands.md"));

    [Test]
    public void Every_command_has_its_line_with_its_twin() =>
        Assert.That(Verbs.All.Where(verb => !Page.Contains($"| `{Cell(verb.Form)}` | {verb.Meaning} | {Twin(verb)} |\n", StringComparison.Ordinal)).Select(verb => verb.Word), Is.Empty);

    [Test]
    public void Every_option_has_its_line() =>
        Assert.That(UsageText.Options.Where(option => !Page.Contains($"| `{option.Form}` | {option.Meaning} |\n", StringComparison.Ordinal)).Select(option => option.Form), Is.Empty);

    [Test]
    public void Every_way_to_say_something_in_a_thread_has_its_line() =>
        Assert.That(UsageText.Steering.Where(entry => !Page.Contains($"| `{entry.Form}` | {entry.Meaning} |\n", StringComparison.Ordinal)).Select(entry => entry.Form), Is.Empty);

    [Test]
    public void Every_reaction_has_its_line()
    {
        Assert.That(UsageText.Reactions.Where(entry => !Page.Contains($"| `{entry.Form}` | yours | {entry.Meaning} |\n", StringComparison.Ordinal)).Select(entry => entry.Form), Is.Empty);
        Assert.That(new[] { FollowUps.TakenEmoji, FollowUps.DeliveredEmoji, AsideDesk.Emoji }.Where(emoji => !Page.Contains($"| `:{emoji}:` | the bot's |", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public void The_page_names_no_command_that_is_none()
    {
        var rows = Page.Split("## Options")[0].Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal) && !line.StartsWith("| `<task>`", StringComparison.Ordinal));

        Assert.That(rows.Count(), Is.EqualTo(Verbs.All.Count));
    }

    // A bar ends a cell of a table.
    private static string Cell(string form) => form.Replace("|", "\\|", StringComparison.Ordinal);

    private static string Twin(Verb verb) => verb.Word == Verbs.Run ? verb.InThread : $"`{Cell(verb.InThread)}`";
}
