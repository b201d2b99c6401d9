using System.Formats.Tar;
using System.Globalization;
using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Sandboxes;
using SlackAgents.Docker.Connection;
using SlackAgents.Docker.Engine;
using SlackAgents.Docker.Streams;

namespace SlackAgents.Docker.Sandboxes;

/// <summary>
/// Takes files out of sandboxes and puts them into others. On the host they are one file of bytes; nothing of it is
/// unpacked, linked or run there.
/// </summary>
internal sealed partial class SandboxFiles(DockerClient client, IOptions<SandboxOptions> options, TimeProvider time, ILogger<SandboxFiles> logger)
{
    /// <summary>Files and folders of one export, those that are left out included.</summary>
    private const int MaxEntries = 20_000;

    /// <summary>A running agent can make files faster than they are read.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <returns>Bytes written, 0 when there was nothing, null when there was too much. Only in the first case the file is there.</returns>
    public async Task<long?> ExportAsync(
        SandboxId sandbox, string directory, IReadOnlyList<string> paths, string tarFile, long maxBytes, CancellationToken cancellationToken)
    {
        foreach (var path in paths)
        {
            Check(path);
        }

        using var limit = new CancellationTokenSource(Limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        var partial = tarFile + ".partial";
        try
        {
            var size = await WriteAsync(sandbox, directory, paths, partial, maxBytes, either.Token);
            if (size > 0)
            {
                File.Move(partial, tarFile, overwrite: true);
            }
            else
            {
                File.Delete(tarFile);
            }

            return size;
        }
        catch (TooMuchException)
        {
            Log.TooMuch(logger, sandbox, maxBytes);
            File.Delete(tarFile);
            return null;
        }
        catch (OperationCanceledException exception) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new SandboxException(SandboxFailure.Refused, $"The sandbox's files were not copied within {Limit.TotalMinutes:0} minutes. The session cannot be carried on elsewhere.", exception);
        }
        catch (Exception exception) when (exception is InvalidDataException or FormatException or EndOfStreamException)
        {
            throw new SandboxException(SandboxFailure.Refused, $"The engine sent an archive that cannot be read: {exception.Message} Retry; the engine's log may say more.", exception);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    public async Task ImportAsync(SandboxId sandbox, string directory, string tarFile, CancellationToken cancellationToken)
    {
        var container = await client.Containers.InspectContainerAsync(sandbox.Value, size: false, cancellationToken);
        if (SandboxStatusReader.Read(container).State != SandboxState.Created)
        {
            // Whoever runs in it could swap a folder for a link while the engine writes as root.
            throw new SandboxException(SandboxFailure.Refused, "Files are only put into a sandbox that has not been started. Start the run anew.");
        }

        await using var file = new FileStream(tarFile, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 64 * 1024, useAsync: true);
        await client.Containers.ExtractArchiveToContainerAsync(sandbox.Value, directory, file, cancellationToken);
    }

    private async Task<long> WriteAsync(
        SandboxId sandbox, string directory, IReadOnlyList<string> paths, string partial, long maxBytes, CancellationToken cancellationToken)
    {
        await using var file = Private(partial);
        var user = options.Value.User.Split(':');
        var found = false;
        await using (var writer = new TarWriter(file, TarEntryFormat.Pax, leaveOpen: true))
        {
            var filter = new ArchiveFilter(writer, Number(user[0]), Number(user[1]), MaxEntries);
            var rest = maxBytes;
            foreach (var path in paths)
            {
                if (await OpenAsync(sandbox, $"{directory.TrimEnd('/')}/{path}", rest, cancellationToken) is not { } archive)
                {
                    continue;
                }

                await using (archive)
                {
                    await filter.CopyAsync(archive, path, cancellationToken);
                    rest -= archive.Count;
                    found = true;
                }
            }

            if (filter.Dropped > 0)
            {
                Log.Dropped(logger, sandbox, filter.Dropped);
            }
        }

        await file.FlushAsync(cancellationToken);
        return !found ? 0 : file.Length <= maxBytes ? file.Length : throw new TooMuchException();
    }

    private async Task<LimitedStream?> OpenAsync(SandboxId sandbox, string path, long limit, CancellationToken cancellationToken)
    {
        try
        {
            return new LimitedStream(await client.Containers.GetArchiveFromContainerAsync(sandbox.Value, path, cancellationToken), limit, client.Endpoint);
        }
        catch (DockerApiException exception) when (IsAbsence(exception))
        {
            return null;
        }
    }

    /// <summary>A missing sandbox is another exception; a file where a folder should be is as good as nothing there.</summary>
    private static bool IsAbsence(DockerApiException exception) =>
        exception is not DockerContainerNotFoundException
        && (exception.StatusCode == HttpStatusCode.NotFound || exception.ResponseBody.Contains("not a directory", StringComparison.OrdinalIgnoreCase));

    /// <summary>A session tells what the agent was told and saw: for the owner of this process only.</summary>
    private static FileStream Private(string path)
    {
        var how = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.ReadWrite, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
        {
            how.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, how);
    }

    private static void Check(string path)
    {
        if (path.Length == 0 || path.Split('/').Any(part => part is "" or "." or ".."))
        {
            throw new ArgumentException($"'{path}' is no path below the directory.", nameof(path));
        }
    }

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);

    private static partial class Log
    {
        [LoggerMessage(EventId = 3020, Level = LogLevel.Warning, Message = "The files of sandbox {Sandbox} are not kept: more than {MaxBytes} bytes, or too many")]
        public static partial void TooMuch(ILogger logger, SandboxId sandbox, long maxBytes);

        [LoggerMessage(EventId = 3021, Level = LogLevel.Information, Message = "{Count} files of sandbox {Sandbox} are left out: links, devices or names that lead elsewhere")]
        public static partial void Dropped(ILogger logger, SandboxId sandbox, int count);
    }
}
