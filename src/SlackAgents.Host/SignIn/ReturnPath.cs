using System.Text.RegularExpressions;
using SlackAgents.Core.Traces;

namespace SlackAgents.Host.SignIn;

/// <summary>
/// Where somebody goes after signing in: the list of runs or the page of one run, and nowhere else. It is taken apart and
/// put together anew, so that no address of somebody else survives it.
/// </summary>
internal static partial class ReturnPath
{
    /// <summary>The list of runs.</summary>
    public const string Default = "runs";

    /// <summary>Name of the query parameter that carries it.</summary>
    public const string Parameter = "return";

    /// <summary>The path below our address, without a slash before it; what is none of ours is <see cref="Default"/>.</summary>
    public static string Read(string? wanted) =>
        wanted is { Length: <= 200 } && Known().Match(wanted) is { Success: true } match
            ? match.Groups["token"].Success ? $"runs/{match.Groups["run"]}?{TraceLinks.Parameter}={match.Groups["token"]}" : $"runs/{match.Groups["run"]}"
            : Default;

    [GeneratedRegex(@"\A/?runs/(?<run>[0-9a-z]{10})/?(?:\?t=(?<token>[A-Za-z0-9._-]{1,100}))?\z", RegexOptions.NonBacktracking)]
    private static partial Regex Known();
}
