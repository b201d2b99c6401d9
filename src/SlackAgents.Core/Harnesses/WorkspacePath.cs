namespace SlackAgents.Core.Harnesses;

/// <summary>How paths are written in the trace.</summary>
internal static class WorkspacePath
{
    /// <summary>The repository's folder in the sandbox.</summary>
    public const string Root = "/workspace";

    private const int MaxLength = 1000;

    /// <summary>Relative to the workspace when it is below it; bounded.</summary>
    public static string Of(string? path) =>
        BoundedText.Cut(path is not null && path.StartsWith(Root + "/", StringComparison.Ordinal) ? path[(Root.Length + 1)..] : path, MaxLength);
}
