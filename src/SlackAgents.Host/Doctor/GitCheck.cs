using System.ComponentModel;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using SlackAgents.Core.Repositories;

namespace SlackAgents.Host.Doctor;

/// <summary>The git CLI of the host.</summary>
internal sealed partial class GitCheck(IOptions<GitOptions> options) : IDoctorCheck
{
    /// <summary><c>GIT_CONFIG_COUNT</c>, which keeps tokens out of command lines, came with this one.</summary>
    private static readonly Version Needed = new(2, 31);

    public string Area => "git";

    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(options.Value.Executable, "--version") { RedirectStandardOutput = true, UseShellExecute = false })!;
            var text = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return Version.TryParse(Number().Match(text).Value, out var version) && version >= Needed
                ? [Finding.Good(Area, $"Version {version}.")]
                : [Finding.Bad(Area, $"It says '{text.Trim()}'.", $"Install git {Needed} or newer.")];
        }
        catch (Win32Exception)
        {
            return [Finding.Bad(Area, $"'{options.Value.Executable}' cannot be started.", "Install git, or name it in Git:Executable.")];
        }
    }

    [GeneratedRegex("[0-9]+\\.[0-9]+(\\.[0-9]+)?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Number();
}
