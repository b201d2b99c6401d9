using System.Globalization;
using System.Text.Json;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Sandboxes;

namespace SlackAgents.Core.Runs.Context;

/// <summary>
/// The <c>files/</c> folder of a run: what the agent is given besides its task, readable for it and never executable. A turn's
/// files come first and its record last: where the record is, all of it is there, whatever happened to the process.
/// </summary>
internal sealed class ContextFolder(RunFolders folders)
{
    /// <summary>Where the sandbox sees it (<see cref="SandboxSpec"/>).</summary>
    private const string Inside = "/run/slackagents/files";

    private const UnixFileMode ReadableFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private const UnixFileMode ReadableFile = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    public static string PathInside(int turn, string name) => string.Create(CultureInfo.InvariantCulture, $"{Inside}/turn{turn}/{name}");

    /// <summary>What was gathered for a turn; null when nothing was, or not to its end.</summary>
    public TurnContext? Find(RunId run, int turn)
    {
        try
        {
            return JsonSerializer.Deserialize<TurnContext>(File.ReadAllText(RecordOf(run, turn)));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Begins a turn's files; what a process that died left of them goes.</summary>
    public void Clear(RunId run, int turn)
    {
        var folder = FolderOf(run, turn);
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <param name="name">Without any path.</param>
    public async Task AddAsync(RunId run, int turn, string name, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        if (name.Length == 0 || name[0] == '.' || name.Any(character => character is '/' or '\\' || char.IsControl(character)))
        {
            throw new ArgumentException("A file for the agent has a path in its name.", nameof(name));
        }

        var folder = Readable(FolderOf(run, turn));
        var path = Path.Combine(folder, name);
        await using (var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write))
        {
            await file.WriteAsync(content, cancellationToken);
        }

        SetMode(path, ReadableFile);
    }

    public async Task CompleteAsync(RunId run, TurnContext context, CancellationToken cancellationToken)
    {
        Readable(Root(run));
        var record = RecordOf(run, context.Turn);
        await File.WriteAllTextAsync(record + ".new", JsonSerializer.Serialize(context), cancellationToken);
        SetMode(record + ".new", ReadableFile);
        File.Move(record + ".new", record, overwrite: true);
    }

    private string Root(RunId run) => Path.Combine(folders.Open(run), "files");

    private string FolderOf(RunId run, int turn) => Path.Combine(Root(run), string.Create(CultureInfo.InvariantCulture, $"turn{turn}"));

    private string RecordOf(RunId run, int turn) => FolderOf(run, turn) + ".json";

    private static string Readable(string folder)
    {
        var parent = Path.GetDirectoryName(folder)!;
        Directory.CreateDirectory(folder);
        SetMode(parent, ReadableFolder);
        SetMode(folder, ReadableFolder);
        return folder;
    }

    private static void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }
    }
}
