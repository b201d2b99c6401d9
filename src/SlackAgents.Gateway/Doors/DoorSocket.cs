using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using SlackAgents.Core.Sandboxes;

namespace SlackAgents.Gateway.Doors;

/// <summary>Makes the listening socket of a run.</summary>
internal static class DoorSocket
{
    /// <summary>sun_path holds 108 bytes with the closing zero (man 7 unix).</summary>
    private const int LongestPath = 107;

    private const int Backlog = 512;

    /// <summary>Bound under this name, made open to all, and only then renamed: a client never finds a half-made socket.</summary>
    private const string UnfinishedName = ".gateway.sock";

    private const UnixFileMode Everybody =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    public static string PathIn(string directory) => Path.Combine(directory, GatewayAddress.SocketName);

    /// <summary>A socket listening at <c>gateway.sock</c>, taking the place of one that an earlier process left behind.</summary>
    /// <exception cref="SocketException">The system refused.</exception>
    /// <exception cref="IOException">The directory is missing or not writable.</exception>
    public static Socket Open(string directory)
    {
        var unfinished = Path.Combine(directory, UnfinishedName);
        File.Delete(unfinished);
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            Bind(socket, directory, unfinished);
            socket.Listen(Backlog);
            if (!OperatingSystem.IsWindows())
            {
                // The agent's user is not the host's: whoever can see the run's directory may knock.
                File.SetUnixFileMode(unfinished, Everybody);
            }

            File.Move(unfinished, PathIn(directory), overwrite: true);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static void Bind(Socket socket, string directory, string path)
    {
        if (Encoding.UTF8.GetByteCount(path) <= LongestPath)
        {
            socket.Bind(new UnixDomainSocketEndPoint(path));
            return;
        }

        // The kernel resolves the name once, at bind: a short link to the directory is needed only for this moment.
        var link = Path.Combine(Path.GetTempPath(), "sa-" + RandomNumberGenerator.GetHexString(12, lowercase: true));
        Directory.CreateSymbolicLink(link, Path.GetFullPath(directory));
        try
        {
            socket.Bind(new UnixDomainSocketEndPoint(Path.Combine(link, UnfinishedName)));
        }
        finally
        {
            File.Delete(link);
        }
    }
}
