using FsCheck;
using FsCheck.Fluent;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Repositories;

namespace SlackAgents.Tests.Repositories;

internal sealed class AgentBranchTests
{
    private static readonly RunId Run = RunId.Parse("0123456789");

    [TestCase("Fix the README typo!", "agent/0123456789-fix-the-readme-typo")]
    [TestCase("Ünïcode & don't", "agent/0123456789-unicode-dont")]
    [TestCase("", "agent/0123456789-task"), TestCase("日本語", "agent/0123456789-task"), TestCase("--- ..", "agent/0123456789-task")]
    [TestCase("../../main", "agent/0123456789-main"), TestCase("a\u202Eb", "agent/0123456789-ab")]
    public void A_title_becomes_a_short_name(string title, string branch) => Assert.That(AgentBranch.For(Run, title), Is.EqualTo(branch));

    [Test]
    public void Every_title_gives_a_branch_that_git_and_the_guard_accept() =>
        Prop.ForAll<string?>(title =>
        {
            var branch = AgentBranch.For(Run, title ?? "");
            return AgentBranch.IsOf(Run, branch) && BranchName.IsValid(branch) && branch.Length <= "agent/0123456789-".Length + 40 && !branch.EndsWith('-');
        }).QuickCheckThrowOnFailure();

    [TestCase("agent/0123456789-ok", true), TestCase("agent/0123456789-a-b9", true)]
    [TestCase("main", false), TestCase("agent/0123456780-ok", false), TestCase("agent/0123456789", false), TestCase("agent/0123456789-", false)]
    [TestCase("agent/0123456789-ok\n", false), TestCase("agent/0123456789-OK", false), TestCase("agent/0123456789-a/b", false), TestCase("refs/heads/agent/0123456789-ok", false)]
    [TestCase("xagent/0123456789-ok", false), TestCase("agent/0123456789-a:refs/heads/main", false), TestCase("agent/0123456789--", false)]
    public void Only_the_runs_own_branch_is_its_branch(string branch, bool isOf) => Assert.That(AgentBranch.IsOf(Run, branch), Is.EqualTo(isOf));
}
