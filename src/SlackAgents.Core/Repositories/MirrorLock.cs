using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Repositories;

/// <summary>
/// One writer per mirror: inside this process by a semaphore, against other processes on the same data directory
/// (a <c>doctor</c> beside a <c>serve</c>) by a lock file, which the system frees when its holder dies.
/// </summary>
internal sealed class MirrorLock(TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim _inProcess = new(1, 1);

    /// <summary>When the last fetch that went well was begun; read and written under the lock.</summary>
    public long? FetchedFrom { get; set; }

    /// <exception cref="RepositoryException">Nobody gave it back within <paramref name="patience"/>.</exception>
    public async Task<IDisposable> EnterAsync(RepositoryName repository, string file, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await _inProcess.WaitAsync(either.Token);
            return new Holder(_inProcess, await OpenAsync(file, either.Token));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new RepositoryException(RepositoryFailure.Unavailable, $"Another fetch of {repository} has not ended for {patience.TotalMinutes:0} minutes. Try again later.");
        }
    }

    public void Dispose() => _inProcess.Dispose();

    private async Task<FileStream> OpenAsync(string file, CancellationToken cancellationToken)
    {
        var taken = false;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            while (true)
            {
                try
                {
                    // .NET takes flock(LOCK_EX) for FileShare.None and reports a lock held elsewhere as IOException.
                    var stream = new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
                    taken = true;
                    return stream;
                }
                catch (IOException) when (File.Exists(file))
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(100), time, cancellationToken);
                }
            }
        }
        finally
        {
            if (!taken)
            {
                _inProcess.Release();
            }
        }
    }

    private sealed class Holder(SemaphoreSlim inProcess, FileStream file) : IDisposable
    {
        public void Dispose()
        {
            file.Dispose();
            inProcess.Release();
        }
    }
}
