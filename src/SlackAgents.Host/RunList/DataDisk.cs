namespace SlackAgents.Host.RunList;

/// <summary>The disk that the data directory lies on.</summary>
/// <param name="path">The data directory.</param>
internal sealed class DataDisk(string path)
{
    /// <summary>Null when it cannot be read.</summary>
    public DiskView? Read()
    {
        try
        {
            var drive = new DriveInfo(path);
            var database = new DirectoryInfo(path).EnumerateFiles("slackagents.db*").Sum(file => file.Length);
            return new DiskView(drive.AvailableFreeSpace, drive.TotalSize, database);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
