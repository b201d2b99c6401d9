namespace SlackAgents.Playground.Model.Tools;

/// <summary>Changes in the patch language of the free-form <c>apply_patch</c> tools.</summary>
internal static class Patch
{
    public static string Add(WriteCall write) => Wrap($"*** Add File: {write.Path}\n" + string.Concat(Lines(write.Content).Select(line => $"+{line}\n")));

    public static string Update(EditCall edit) => Wrap($"*** Update File: {edit.Path}\n@@\n-{edit.Old}\n+{edit.New}\n");

    public static string Delete(string path) => Wrap($"*** Delete File: {path}\n");

    private static string Wrap(string hunk) => $"*** Begin Patch\n{hunk}*** End Patch\n";

    private static string[] Lines(string content) => (content.EndsWith('\n') ? content[..^1] : content).Split('\n');
}
