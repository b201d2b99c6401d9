namespace SlackAgents.Tests.Conventions;

/// <param name="Path">From the root of the project, with slashes.</param>
internal sealed record SourceFile(string Path, string Text)
{
    public IReadOnlyList<string> Lines { get; } = Text.Split('\n');

    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    public override string ToString() => Path;
}
