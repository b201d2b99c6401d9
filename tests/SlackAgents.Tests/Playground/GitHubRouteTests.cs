using SlackAgents.Playground.GitHub.Rest;

namespace SlackAgents.Tests.Playground;

[TestFixture]
internal sealed class GitHubRouteTests
{
    [TestCase("GET", "/repos/acme/widgets/branches/agent/r1-fix", "agent/r1-fix")]
    [TestCase("GET", "/repos/acme/widgets/branches/agent%2Fr1-fix", "agent/r1-fix")]
    public void A_branch_name_keeps_its_slashes(string method, string path, string branch)
    {
        var route = RouteTable.All.Single(candidate => candidate.Template == "/repos/{owner}/{repo}/branches/{*branch}");

        Assert.That(route.Match(method, path)?["branch"], Is.EqualTo(branch));
    }

    [TestCase("POST", "/repos/acme/widgets/branches/main")]
    [TestCase("GET", "/repos/acme/widgets/branches")]
    [TestCase("GET", "/repos/acme/widgets/branch/main")]
    public void Another_method_or_path_does_not_match(string method, string path)
    {
        var route = RouteTable.All.Single(candidate => candidate.Template == "/repos/{owner}/{repo}/branches/{*branch}");

        Assert.That(route.Match(method, path), Is.Null);
    }
}
