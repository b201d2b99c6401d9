namespace SlackAgents.Core.Repositories;

/// <summary>
/// Ends an operation when a directory grows too large. git has a limit for what is pushed to it, none for what it
/// fetches, and a repository decides how large it is.
/// </summary>
internal sealed class DirectorySizeLimit : IDisposable
{
    private readonly string _path;
    private readonly long _limit;
    private readonly CancellationTokenSource _source;
    private readonly ITimer _timer;
    private volatile bool _isExceeded;

    public DirectorySizeLimit(string path, long limit, TimeProvider time, CancellationToken cancellationToken)
    {
        _path = path;
        _limit = limit;
        _source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _timer = time.CreateTimer(static state => ((DirectorySizeLimit)state!).Check(), this, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
    }

    public CancellationToken Token => _source.Token;

    public bool IsExceeded => _isExceeded;

    public void Dispose()
    {
        _timer.Dispose();
        _source.Dispose();
    }

    private void Check()
    {
        try
        {
            if (Directory.EnumerateFiles(_path, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file) is { Exists: true } info ? info.Length : 0) > _limit)
            {
                _isExceeded = true;
                _source.Cancel();
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // git renames its files while we look, and the operation may have ended: the next tick sees it again.
            _ = exception;
        }
    }
}
