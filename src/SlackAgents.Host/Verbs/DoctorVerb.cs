using System.CommandLine;
using SlackAgents.Core.Policies;
using SlackAgents.Host.Composition;
using SlackAgents.Host.Configuration;
using SlackAgents.Host.Doctor;
using SlackAgents.Slack.Installations;

namespace SlackAgents.Host.Verbs;

/// <summary><c>doctor</c>: looks at every dependency and permission, and says how to mend what is wrong.</summary>
internal static class DoctorVerb
{
    public static Command Command()
    {
        var json = new Option<bool>("--json") { Description = "Print the findings as JSON." };
        var command = new Command("doctor", "Check every dependency and permission, one by one, with a fix for each.") { json };
        command.SetAction((result, cancellationToken) =>
            RunAsync(new HostStart { Overrides = [.. result.UnmatchedTokens] }, result.GetValue(json), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(HostStart start, bool json, CancellationToken cancellationToken)
    {
        var builder = ProductHost.CreateBuilder(start);
        ProductHost.AddProduct(builder.Services, builder.Configuration);
        // The data directory belongs to the host that may be running beside: no key in it is opened here.
        builder.Services.AddSingleton(new TokenSeal("the data directory's keys", static () => throw new InvalidOperationException("doctor opens no workspace's token.")));
        await using var provider = builder.Services.BuildServiceProvider();

        var findings = new List<Finding>(Configuration(ConfigurationGate.FindErrors(builder.Services, provider)));
        provider.GetRequiredService<InstallationCell>().Instance = new Core.Ids.InstanceId("doctor");
        findings.AddRange(await DoctorRounds.MakeAsync(Checks(provider), provider.GetRequiredService<SecretRedactor>(), cancellationToken));

        if (json)
        {
            DoctorReport.WriteJson(Console.Out, findings);
        }
        else
        {
            DoctorReport.Write(Console.Out, findings, colour: !Console.IsOutputRedirected);
        }

        return findings.Exists(finding => finding.Mark is FindingMark.Bad) ? ExitCodes.Failed : ExitCodes.Ok;
    }

    private static IEnumerable<Finding> Configuration(IReadOnlyList<string> errors) =>
        errors.Count == 0
            ? [Finding.Good("Configuration", "Every section is complete and in range.")]
            : errors.Select(error => new Finding(FindingMark.Bad, "Configuration", error));

    private static IEnumerable<(string Area, Func<IDoctorCheck> Make)> Checks(IServiceProvider provider) =>
    [
        Check<DataCheck>(provider, "Data directory"),
        Check<GitCheck>(provider, "git"),
        Check<EngineCheck>(provider, "Docker engine"),
        Check<SlackDoctorCheck>(provider, "Slack"),
        Check<PagesCheck>(provider, "Pages of runs"),
        Check<GitHubDoctorCheck>(provider, "GitHub App"),
        Check<ProviderCheck>(provider, "Model provider"),
    ];

    private static (string Area, Func<IDoctorCheck> Make) Check<T>(IServiceProvider provider, string area)
        where T : IDoctorCheck => (area, () => ActivatorUtilities.CreateInstance<T>(provider));
}
