using System.Globalization;
using SlackAgents.Benchmarks.Stage;

namespace SlackAgents.Benchmarks.Cloning;

/// <summary>A bare repository of a given size, of bytes that do not compress.</summary>
internal static class SampleRepository
{
    private const int FilesPerFolder = 20;

    /// <returns>Path of the bare repository.</returns>
    public static async Task<string> MakeAsync(string folder, int files, int bytes, CancellationToken cancellationToken)
    {
        var tree = Path.Combine(folder, "tree");
        Directory.CreateDirectory(tree);
        var random = new Random(17); // the same repository each time
        var content = new byte[bytes];
        for (var file = 0; file < files; file++)
        {
            var directory = Directory.CreateDirectory(Path.Combine(tree, (file / FilesPerFolder).ToString(CultureInfo.InvariantCulture)));
            random.NextBytes(content);
            await File.WriteAllBytesAsync(Path.Combine(directory.FullName, $"{file}.bin"), content, cancellationToken);
        }

        await Shell.RunAsync(tree, "git", ["init", "--quiet", "--initial-branch=main"], cancellationToken);
        await Shell.RunAsync(tree, "git", ["add", "--all"], cancellationToken);
        await Shell.RunAsync(tree, "git", ["-c", "user.name=Bench", "-c", "user.email=bench@example.com", "commit", "--quiet", "--message", "Sample"], cancellationToken);
        var mirror = Path.Combine(folder, "mirror.git");
        // As a fetch leaves it: one pack.
        await Shell.RunAsync(null, "git", ["clone", "--quiet", "--mirror", "file://" + tree, mirror], cancellationToken);
        return mirror;
    }
}
