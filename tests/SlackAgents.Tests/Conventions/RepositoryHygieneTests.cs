using System.Text.RegularExpressions;
using SlackAgents.Core.Reasons;

namespace SlackAgents.Tests.Conventions;

/// <summary>What must not be in the project, and what must be kept complete.</summary>
internal sealed partial class RepositoryHygieneTests
{
    [Test]
    public void Lock_files_name_no_download_address()
    {
        Assert.That(SourceTree.LockFiles.Where(NamesAddress), Is.Empty);
    }

    /// <remarks>Addresses where their authors take money are no download addresses.</remarks>
    [Test]
    public void Lock_files_of_npm_name_no_download_address() => Assert.Multiple(() =>
    {
        Assert.That(SourceTree.NpmLockFiles, Is.Not.Empty);
        Assert.That(SourceTree.NpmLockFiles.Where(NamesTarball), Is.Empty);
    });

    [Test]
    public void No_file_names_a_folder_of_somebodys_machine_or_a_package_registry()
    {
        Assert.That(SourceTree.All.Where(file => MachinePath().IsMatch(file.Text)), Is.Empty);
    }

    [Test]
    public void No_file_holds_something_that_looks_like_a_real_secret()
    {
        Assert.That(SourceTree.All.Where(file => SecretShape().IsMatch(file.Text)), Is.Empty);
    }

    [Test]
    public void Every_reason_code_has_a_row_in_the_operations_page()
    {
        Assert.That(MissingRows(SourceTree.ReadText("docs/operations.md")), Is.Empty);
    }

    [Test]
    public void Every_row_says_what_people_read_in_slack()
    {
        var page = SourceTree.ReadText("docs/operations.md");
        var missing = Enum.GetValues<ReasonCode>()
            .Select(code => (Code: code, Reason: ReasonCatalog.Of(code)))
            .Select(entry => $"| `{entry.Code}` | {entry.Reason.Sentence} | {entry.Reason.NextStep} |")
            .Where(row => !page.Contains(row, StringComparison.Ordinal));

        Assert.That(missing, Is.Empty);
    }

    [Test]
    public void The_operations_page_has_no_row_for_a_code_that_is_gone()
    {
        var rows = Row().Matches(ReasonTable(SourceTree.ReadText("docs/operations.md"))).Select(match => match.Groups["code"].Value);

        Assert.That(rows.Where(code => !Enum.TryParse<ReasonCode>(code, out _)), Is.Empty);
    }

    [Test]
    public void The_guards_see_what_they_look_for() => Assert.Multiple(() =>
    {
        Assert.That(NamesAddress(new SourceFile("packages.lock.json", "\"resolved\": \"https" + "://host/x\"")), Is.True);
        Assert.That(NamesTarball(new SourceFile("package-lock.json", "\"resolved\": \"https" + "://host/x.tgz\"")), Is.True);
        Assert.That(MachinePath().IsMatch("see /wo" + "rk/wt/host"), Is.True);
        Assert.That(MachinePath().IsMatch("https://api.nu" + "get.org/v3"), Is.True);
        Assert.That(SecretShape().IsMatch("xo" + "xb-123456789012-abcdefghijklmnop"), Is.True);
        Assert.That(SecretShape().IsMatch("-----BEGIN RSA PRIV" + "ATE KEY-----"), Is.True);
        Assert.That(MissingRows("## Reason codes\n| `Completed` | x |\n"), Has.Member(ReasonCode.InternalError).And.No.Member(ReasonCode.Completed));
    });

    private static bool NamesAddress(SourceFile file) => file.Text.Contains("http" + "://", StringComparison.Ordinal) || file.Text.Contains("https" + "://", StringComparison.Ordinal);

    private static bool NamesTarball(SourceFile file) => file.Text.Contains("\"resolved\"", StringComparison.Ordinal);

    private static IEnumerable<ReasonCode> MissingRows(string page)
    {
        var rows = Row().Matches(ReasonTable(page)).Select(match => match.Groups["code"].Value).ToHashSet(StringComparer.Ordinal);
        return Enum.GetValues<ReasonCode>().Where(code => !rows.Contains(code.ToString()));
    }

    private static string ReasonTable(string page)
    {
        var start = page.IndexOf("## Reason codes", StringComparison.Ordinal);
        var end = start < 0 ? -1 : page.IndexOf("\n## ", start + 1, StringComparison.Ordinal);
        return start < 0 ? string.Empty : end < 0 ? page[start..] : page[start..end];
    }

    [GeneratedRegex("^\\| `(?<code>[A-Za-z]+)`", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 1000)]
    private static partial Regex Row();

    [GeneratedRegex("(?<![\\w.])/(work|root)/[a-z]|/home/(?!agent/)[a-z]+/[a-z]|api\\.nuget\\.org|registry\\.npmjs\\.org|deb\\.debian\\.org|packages\\.microsoft\\.com", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex MachinePath();

    [GeneratedRegex("xox[abp]-[0-9]{9,}-[A-Za-z0-9-]{12,}|xapp-[0-9]-[A-Z0-9]{9,}-[0-9]{9,}|ghs_[A-Za-z0-9]{36}|sk-ant-api[0-9]{2}-[A-Za-z0-9_-]{24,}|-----BEGIN (RSA |EC )?PRIVATE KEY-----", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SecretShape();
}
