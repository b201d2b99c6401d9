using SlackAgents.GitHub.Checks;

namespace SlackAgents.Tests.GitHub.Checks;

internal sealed class CheckVerdictsTests
{
    [TestCase("completed", "success", 1, 0, 0)]
    [TestCase("completed", "neutral", 1, 0, 0)]
    [TestCase("completed", "skipped", 1, 0, 0)]
    [TestCase("in_progress", null, 0, 1, 0)]
    [TestCase("queued", null, 0, 1, 0)]
    [TestCase("completed", "failure", 0, 0, 1)]
    [TestCase("completed", "timed_out", 0, 0, 1)]
    [TestCase("completed", "action_required", 0, 0, 1)]
    [TestCase("completed", "something_of_tomorrow", 0, 0, 1)]
    public void A_check_run_passes_waits_or_fails(string status, string? conclusion, int passed, int pending, int failed)
    {
        var sum = CheckVerdicts.Sum("abc", [new CheckRun("build", status, conclusion)], [])!;

        Assert.That((sum.Passed, sum.Pending, sum.Failed.Count), Is.EqualTo((passed, pending, failed)));
    }

    [Test]
    public void The_older_kind_counts_as_well()
    {
        var sum = CheckVerdicts.Sum("abc", [], [new CommitStatus("ci/a", "success"), new CommitStatus("ci/b", "pending"), new CommitStatus("ci/c", "error")])!;

        Assert.That((sum.Passed, sum.Pending, sum.Failed.Single()), Is.EqualTo((1, 1, "ci/c")));
    }

    [Test]
    public void Nothing_that_checks_is_no_verdict() => Assert.That(CheckVerdicts.Sum("abc", [], []), Is.Null);

    [Test]
    public void Names_are_bounded_and_stay_on_one_line()
    {
        var sum = CheckVerdicts.Sum("abc", Enumerable.Range(0, 100).Select(number => new CheckRun($"{number}\n" + new string('x', 500), "completed", "failure")), [])!;

        Assert.That(sum.Failed, Has.Count.EqualTo(50).And.All.Length.LessThanOrEqualTo(100).And.None.Contains("\n"));
    }
}
