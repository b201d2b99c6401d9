namespace SlackAgents.Gateway.Git;

/// <summary>
/// What may enter the quarantine: the run's own branch, created or moved, force included, for nobody else writes to it.
/// A push is taken whole or not at all.
/// </summary>
internal static class PushRule
{
    private const int MostCommands = 1;

    /// <summary>Capabilities that are never offered, so that asking for one means a client of another mind.</summary>
    private static readonly string[] NeverOffered = ["push-options", "atomic"];

    /// <summary>Why each command is refused, in order; null when the push may go on.</summary>
    public static IReadOnlyList<string>? Refuse(PushRequest request, string branch)
    {
        var own = "refs/heads/" + branch;
        var whole = RefuseWhole(request);
        if (whole is null && request.Commands.All(command => RefuseOne(command, own) is null))
        {
            return null;
        }

        return [.. request.Commands.Select(command => whole ?? RefuseOne(command, own) ?? "another ref of this push was refused; push this one alone")];
    }

    private static string? RefuseWhole(PushRequest request)
    {
        if (Array.Find(NeverOffered, request.Capabilities.Contains) is { } capability)
        {
            return $"this run cannot push with {capability}; push again without it";
        }

        // Two commands for one ref are malformed, so a push that may pass has exactly one.
        return request.Commands.Count > MostCommands && request.Commands.DistinctBy(command => command.Ref, StringComparer.Ordinal).Count() < request.Commands.Count
            ? "a ref may stand only once in a push"
            : null;
    }

    private static string? RefuseOne(PushCommand command, string own) => command switch
    {
        { IsDelete: true } => "this run may not delete refs",
        _ when command.Ref == own => null,
        _ when command.Ref.StartsWith("refs/tags/", StringComparison.Ordinal) => $"this run may not push tags, only {own}",
        _ => $"this run may push only {own}",
    };
}
