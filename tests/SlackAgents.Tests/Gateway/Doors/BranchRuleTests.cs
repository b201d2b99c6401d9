using SlackAgents.Gateway.Doors;

namespace SlackAgents.Tests.Gateway.Doors;

internal sealed class BranchRuleTests
{
    [TestCase("agent/0123456789-fix-login", true)]
    [TestCase("agent/a.b_c", true)]
    [TestCase("agent/", false)]
    [TestCase("agent/a/b", false)]
    [TestCase("agent/-x", false)]
    [TestCase("agent/a..b", false)]
    [TestCase("agent/a.lock", false)]
    [TestCase("agent/a.", false)]
    [TestCase("agent/a\n", false)]
    [TestCase("agent/a*", false)]
    [TestCase("main", false)]
    [TestCase("refs/heads/agent/a", false)]
    public void Only_the_branch_of_a_run_opens_a_door(string branch, bool opens) => Assert.That(BranchRule.IsRunBranch(branch), Is.EqualTo(opens));
}
