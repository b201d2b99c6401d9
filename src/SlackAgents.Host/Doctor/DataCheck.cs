using SlackAgents.Host.Configuration;
using SlackAgents.Host.Data;

namespace SlackAgents.Host.Doctor;

/// <summary>The data directory: writable, not taken, enough room.</summary>
internal sealed class DataCheck(IConfiguration configuration) : IDoctorCheck
{
    private const long EnoughBytes = 10L * 1024 * 1024 * 1024;

    public string Area => "Data directory";

    public Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<Finding>>([.. Look(configuration["DataDirectory"]!)]);

    private IEnumerable<Finding> Look(string path)
    {
        yield return Take(path);
        var free = new DriveInfo(Existing(path)).AvailableFreeSpace;
        var text = $"{free / (1024.0 * 1024 * 1024):0.0} GiB are free there.";
        yield return free >= EnoughBytes
            ? Finding.Good(Area, text)
            : Finding.Advice(Area, text, "Mirrors and the database grow; make room, or name a larger disk in DataDirectory.");
    }

    private Finding Take(string path)
    {
        try
        {
            using var data = DataDirectory.Open(path);
            return Finding.Good(Area, $"{path} can be written and belongs to nobody else.");
        }
        catch (ConfigurationException exception) when (exception.Message.Contains("another host", StringComparison.Ordinal))
        {
            return Finding.Good(Area, $"{path} is in use by a running host.");
        }
        catch (ConfigurationException exception)
        {
            return Finding.Bad(Area, exception.Message, "Name a folder that this user may write in DataDirectory.");
        }
    }

    private static string Existing(string path)
    {
        while (!Directory.Exists(path))
        {
            path = Path.GetDirectoryName(path) ?? "/";
        }

        return path;
    }
}
