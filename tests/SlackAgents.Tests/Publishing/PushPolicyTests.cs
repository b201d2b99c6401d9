using Microsoft.Extensions.Options;
using SlackAgents.Core.Publishing;

namespace SlackAgents.Tests.Publishing;

internal sealed class PushPolicyTests
{
    private static readonly BranchDiff Good = new("b".PadLeft(40, 'b'), "c".PadLeft(40, 'c'), DescendsFromBase: true, 1, [File("src/a.cs")], 100, (100, "src/a.cs"), []);

    private static BranchDiffFile File(string path, string mode = "100644", string? link = null, BranchDiffChange change = BranchDiffChange.Modified) =>
        new(path, change, 1, 1, IsBinary: false, mode, 10, link);

    private static IEnumerable<TestCaseData> Refused()
    {
        yield return Case(Good with { DescendsFromBase = false }, "does not build on its base bbbbbbb");
        yield return Case(Good with { Commits = 201 }, "201 commits");
        yield return Case(Good with { Files = [.. Enumerable.Range(0, 501).Select(i => File($"f{i}"))] }, "501 changed files");
        yield return Case(Good with { TotalBytes = 21L << 20 }, "21 MB of new content are more than the 20 MB");
        yield return Case(Good with { LargestBytes = (6L << 20, "big.bin") }, "big.bin has 6 MB");
        yield return Case(Good with { Files = [File(".github/workflows/ci.yml")] }, "Workflow files run with the repository's rights and may not be changed: .github/workflows/ci.yml");
        yield return Case(Good with { Files = [File(".GitHub/Workflows/deep/ci.yml", change: BranchDiffChange.OnlyInHistory)] }, "Workflow files");
        yield return Case(Good with { Files = [File(".github/actions/x/action.yml", change: BranchDiffChange.Deleted)] }, "Workflow files");
        yield return Case(Good with { Files = [File("vendor/lib", "160000")] }, "Submodules may not be changed: vendor/lib");
        yield return Case(Good with { Files = [File(".gitmodules")] }, "Submodules");
        yield return Case(Good with { Files = [File("docs/link", "120000", "../../etc/passwd")] }, "lead out of the repository: docs/link");
        yield return Case(Good with { Files = [File("link", "120000", "/etc/passwd")] }, "lead out");
        yield return Case(Good with { Files = [File("a/.git/config")] }, "git would read as its own");
        yield return Case(Good with { Files = [File("a/GIT~1/config")] }, "git would read as its own");
        yield return Case(Good with { Secrets = [new("src/a.cs", 12, "Slack token")] }, "look like secrets: src/a.cs:12 (Slack token)");
        yield return Case(Good with { Unread = "it changes too much" }, "could not be read completely: it changes too much");

        static TestCaseData Case(BranchDiff diff, string part) => new TestCaseData(diff, part).SetArgDisplayNames(part);
    }

    [TestCaseSource(nameof(Refused))]
    public void What_must_not_be_published_is_refused_with_its_reason(BranchDiff diff, string part)
    {
        var verdict = Policy().Evaluate(diff);

        Assert.That(verdict.Allowed, Is.False);
        Assert.That(verdict.Reasons.Single(), Does.Contain(part));
    }

    [Test]
    public void An_ordinary_change_is_admitted_and_so_is_a_link_inside()
    {
        Assert.That(Policy().Evaluate(Good).Reasons, Is.Empty);
        Assert.That(Policy().Evaluate(Good with { Files = [File("docs/deep/link", "120000", "../../src/a.cs"), File(".github/CODEOWNERS"), File("x.gitignore")] }).Reasons, Is.Empty);
    }

    [Test]
    public void Every_reason_is_said_at_once()
    {
        var verdict = Policy().Evaluate(Good with { DescendsFromBase = false, Commits = 1000, Files = [File(".github/workflows/x")], Secrets = [new("x", 1, "AWS access key")] });

        Assert.That(verdict.Reasons, Has.Exactly(4).Items);
    }

    [Test]
    public void The_options_open_what_they_name()
    {
        var policy = Policy(options =>
        {
            options.AllowWorkflowChanges = true;
            options.AllowSubmoduleChanges = true;
            options.ScanSecrets = false;
        });

        Assert.That(policy.Evaluate(Good with { Files = [File(".github/workflows/x"), File("m", "160000")], Secrets = [new("x", 1, "AWS access key")] }).Reasons, Is.Empty);
    }

    [TestCase(".github/workflows/**", ".github/workflows/a/b.yml", true), TestCase("*.yml", "a/b.yml", false), TestCase("**/*.yml", "a/b.yml", true), TestCase("**/*.yml", "b.YML", true)]
    [TestCase("ci/?.sh", "ci/a.sh", true), TestCase("ci/*", "ci/a/b", false), TestCase("a/**/z", "a/z", true), TestCase(".github/workflows/**", ".github/workflowsx/a", false)]
    public void Globs_stay_inside_a_directory_unless_they_say_otherwise(string glob, string path, bool matches) =>
        Assert.That(PushPolicyPaths.Matches(glob, path), Is.EqualTo(matches));

    [Test]
    public void Limits_that_make_no_sense_are_named()
    {
        var result = new PublishingOptionsValidator().Validate(null, new PublishingOptions { MaxFiles = 0, MaxBytes = -1 });

        Assert.That(result.FailureMessage, Does.Contain("Publishing:MaxFiles").And.Contain("Publishing:MaxBytes"));
    }

    private static PushPolicy Policy(Action<PublishingOptions>? change = null)
    {
        var options = new PublishingOptions();
        change?.Invoke(options);
        return new PushPolicy(Options.Create(options));
    }
}
