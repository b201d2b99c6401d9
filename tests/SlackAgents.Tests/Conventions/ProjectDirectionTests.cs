using System.Text.RegularExpressions;

namespace SlackAgents.Tests.Conventions;

/// <summary>Host → adapters → Core. Adapters never see each other; Core sees no vendor and no web framework.</summary>
internal sealed partial class ProjectDirectionTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["SlackAgents.Core"] = [],
        ["SlackAgents.Slack"] = ["SlackAgents.Core"],
        ["SlackAgents.GitHub"] = ["SlackAgents.Core"],
        ["SlackAgents.Docker"] = ["SlackAgents.Core"],
        ["SlackAgents.Storage"] = ["SlackAgents.Core"],
        ["SlackAgents.Gateway"] = ["SlackAgents.Core"],
        ["SlackAgents.Playground"] = [],
        ["SlackAgents.Host"] = ["SlackAgents.Core", "SlackAgents.Slack", "SlackAgents.GitHub", "SlackAgents.Docker", "SlackAgents.Storage", "SlackAgents.Gateway", "SlackAgents.Playground"],
    };

    [Test]
    public void Every_project_references_only_what_is_below_it()
    {
        Assert.That(SourceTree.Projects.SelectMany(Violations), Is.Empty);
    }

    [Test]
    public void Every_built_assembly_references_only_what_is_below_it()
    {
        var violations =
            from name in Allowed.Keys
            from reference in System.Reflection.Assembly.Load(name).GetReferencedAssemblies()
            where reference.Name!.StartsWith("SlackAgents.", StringComparison.Ordinal) && !Allowed[name].Contains(reference.Name, StringComparer.Ordinal)
            select $"{name} uses {reference.Name}";

        Assert.That(violations, Is.Empty);
    }

    [Test]
    public void The_core_uses_no_vendor_and_no_web_framework()
    {
        var violations = System.Reflection.Assembly.Load("SlackAgents.Core").GetReferencedAssemblies()
            .Select(reference => reference.Name!)
            .Where(name => name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) || Vendor().IsMatch(name));

        Assert.That(violations, Is.Empty);
    }

    [TestCase("<ProjectReference Include=\"../SlackAgents.Docker/SlackAgents.Docker.csproj\" />")]
    [TestCase("<FrameworkReference Include=\"Microsoft.AspNetCore.App\" />")]
    [TestCase("<PackageReference Include=\"Npgsql\" />")]
    public void The_guard_sees_a_violation_in_the_core(string line)
    {
        Assert.That(Violations(new SourceFile("src/SlackAgents.Core/SlackAgents.Core.csproj", line)), Is.Not.Empty);
    }

    [Test]
    public void The_guard_sees_an_adapter_that_looks_at_another()
    {
        var project = new SourceFile("src/SlackAgents.Slack/SlackAgents.Slack.csproj", "<ProjectReference Include=\"../SlackAgents.GitHub/SlackAgents.GitHub.csproj\" />");

        Assert.That(Violations(project), Is.EqualTo(new[] { "SlackAgents.Slack references SlackAgents.GitHub" }));
    }

    [Test]
    public void The_guard_sees_a_project_that_nobody_placed()
    {
        Assert.That(Violations(new SourceFile("src/SlackAgents.Extra/SlackAgents.Extra.csproj", string.Empty)), Is.Not.Empty);
    }

    private static IEnumerable<string> Violations(SourceFile project)
    {
        if (!Allowed.TryGetValue(project.Name, out var allowed))
        {
            return [$"{project.Name} has no place in the table of this test"];
        }

        var references = Reference().Matches(project.Text).Select(match => match.Groups["name"].Value);
        var upwards = references.Where(name => !allowed.Contains(name, StringComparer.Ordinal)).Select(name => $"{project.Name} references {name}");
        var vendors = project.Name == "SlackAgents.Core"
            ? Package().Matches(project.Text).Select(match => match.Groups["name"].Value).Where(name => Vendor().IsMatch(name)).Select(name => $"{project.Name} references {name}")
            : [];
        return upwards.Concat(vendors);
    }

    [GeneratedRegex("<ProjectReference Include=\"[^\"]*/(?<name>[^/\"]+)\\.csproj\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Reference();

    [GeneratedRegex("<(Package|Framework)Reference Include=\"(?<name>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Package();

    [GeneratedRegex("^(Microsoft\\.AspNetCore|Microsoft\\.Data|SQLite|Npgsql|Dapper|Slack|Octokit|Docker|Serilog)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Vendor();
}
