using System.CommandLine;
using System.Text.RegularExpressions;

namespace SlackAgents.Host.Verbs;

/// <summary>The verbs of the program. Without one it serves.</summary>
internal static partial class CommandLine
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        var result = Root().Parse(arguments);
        var unknown = result.UnmatchedTokens.FirstOrDefault(token => !Override().IsMatch(token));
        if (unknown is not null)
        {
            await Console.Error.WriteLineAsync($"'{unknown}' is neither a verb nor an option. Settings are written --Section:Key=value; --help lists the rest.");
            return Configuration.ExitCodes.Failed;
        }

        // The host itself watches for SIGINT and SIGTERM and takes its time to hand over.
        return await result.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
    }

    private static RootCommand Root()
    {
        var root = new RootCommand("SlackAgents: coding agents from Slack, each in its own sandbox.") { TreatUnmatchedTokensAsErrors = false };
        ServeVerb.Describe(root);
        foreach (var verb in new[] { ServeVerb.Command(), TryoutVerb.Command(), DoctorVerb.Command(), ManifestVerb.Command() })
        {
            TakeOverrides(verb);
            root.Subcommands.Add(verb);
        }

        return root;
    }

    /// <summary>What a verb does not know may be a setting; <see cref="RunAsync"/> refuses the rest.</summary>
    private static void TakeOverrides(Command verb)
    {
        verb.TreatUnmatchedTokensAsErrors = false;
        foreach (var inner in verb.Subcommands)
        {
            TakeOverrides(inner);
        }
    }

    [GeneratedRegex("^--[A-Z][A-Za-z0-9]*(:[A-Za-z0-9]+)*=", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Override();
}
