using SlackAgents.Core.Intake.Grammar;

namespace SlackAgents.Tests.Intake.Grammar;

public sealed class RunTitleTests
{
    [TestCase("fix   the\tlogin\nand more", "fix the login")]
    [TestCase("\n---\n  second line says it", "second line says it")]
    [TestCase("a\u202Eb", "ab")]
    [TestCase("🐛🐛", "🐛🐛")]
    [TestCase("\u200B", "Untitled task")]
    public void The_title_is_the_first_line_that_says_something(string task, string title) =>
        Assert.That(RunTitle.From(task), Is.EqualTo(title));

    [Test]
    public void A_long_title_is_cut_between_characters_as_people_see_them()
    {
        var title = RunTitle.From(new string('x', 75) + "👨‍👩‍👧👨‍👩‍👧");

        Assert.That(title, Is.EqualTo(new string('x', 75) + "…"));
    }

    [TestCase("Fix the flaky login test!", "fix-the-flaky-login-test")]
    [TestCase("don't ../../etc; rm -rf", "dont-etc-rm-rf")]
    [TestCase("日本語", "task")]
    [TestCase("one two three four five six seven eight nine ten", "one-two-three-four-five-six-seven-eight")]
    public void The_slug_is_plain_words(string task, string slug) => Assert.That(RunTitle.Slug(task), Is.EqualTo(slug));

    [FsCheck.NUnit.Property(MaxTest = 500)]
    public void Every_task_has_a_bounded_title_and_a_slug_that_is_safe_in_a_branch(string? task)
    {
        Assert.That(RunTitle.From(task ?? string.Empty), Has.Length.InRange(1, RunTitle.MaxLength).And.Not.Contain("\n"));
        Assert.That(RunTitle.Slug(task ?? string.Empty), Does.Match("^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$"));
    }
}
