using SlackAgents.Core.Repositories;

namespace SlackAgents.Tests.Repositories;

internal sealed class BranchNameTests
{
    [TestCase("main", true), TestCase("feature/x.y-z_1", true), TestCase("ünï", true)]
    [TestCase("", false), TestCase("-x", false), TestCase("a..b", false), TestCase("a~1", false), TestCase("a^", false), TestCase("a:b", false), TestCase("@", false)]
    [TestCase("a@{1}", false), TestCase("a b", false), TestCase("a\nb", false), TestCase("/a", false), TestCase("a//b", false), TestCase("a/", false), TestCase(".a", false)]
    [TestCase("a/.b", false), TestCase("a.lock", false), TestCase("a.", false), TestCase("a*", false), TestCase("a?", false), TestCase("a[b", false), TestCase("a\\b", false), TestCase("HEAD", false)]
    public void A_name_is_never_an_expression_a_pattern_or_an_option(string name, bool isValid) => Assert.That(BranchName.IsValid(name), Is.EqualTo(isValid));

    [Test]
    public void Suggestions_leave_the_runs_own_branches_out() =>
        Assert.That(BranchName.Suggest("mian", ["main", "agent/0123456789-mian", "other"]), Is.EqualTo("Did you mean 'main'?"));
}
