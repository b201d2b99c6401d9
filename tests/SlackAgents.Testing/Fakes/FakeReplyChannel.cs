using System.Globalization;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Replies;

namespace SlackAgents.Testing.Fakes;

/// <summary>Slack as far as messages go: keeps what was posted with its key, edits in place, fails on demand.</summary>
internal sealed class FakeReplyChannel : IReplyChannel, IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<FakePost> _posts = [];
    private readonly List<(PrivateAddress To, ReplyContent Content)> _private = [];
    private readonly List<string> _reactions = [];
    private readonly List<(OutboxFile File, string? ThreadTs, byte[] Content)> _files = [];
    private readonly SemaphoreSlim _edits = new(1, 1);
    private int _count;

    /// <summary>Called with "post", "update", "private", "react", "find" or "permalink" and the key or channel; throws to fail the call before it has an effect.</summary>
    public Action<string, string> Before { get; set; } = (_, _) => { };

    /// <summary>The same after the effect: the answer is lost, the message is there.</summary>
    public Action<string, string> After { get; set; } = (_, _) => { };

    public IReadOnlyList<FakePost> Posts
    {
        get
        {
            lock (_gate)
            {
                return [.. _posts];
            }
        }
    }

    public IReadOnlyList<(PrivateAddress To, ReplyContent Content)> Private
    {
        get
        {
            lock (_gate)
            {
                return [.. _private];
            }
        }
    }

    /// <summary><c>+name@ts</c> or <c>-name@ts</c>, in order.</summary>
    public IReadOnlyList<string> Reactions
    {
        get
        {
            lock (_gate)
            {
                return [.. _reactions];
            }
        }
    }

    public Task<string> PostAsync(string channel, string? threadTs, ReplyContent content, string key, OutboxPriority priority, CancellationToken cancellationToken) => Do("post", key, () =>
    {
        var ts = string.Create(CultureInfo.InvariantCulture, $"1893553445.{++_count:D6}");
        _posts.Add(new FakePost(channel, threadTs, ts, key, content));
        return ts;
    });

    public Task<string?> FindByKeyAsync(string channel, string? threadTs, string key, DateTimeOffset since, CancellationToken cancellationToken) =>
        Do("find", key, () => _posts.Find(post => post.Key == key && post.Channel == channel)?.Ts);

    public async Task UpdateAsync(string channel, string ts, Func<CancellationToken, Task<ReplyContent?>> draw, OutboxPriority priority, CancellationToken cancellationToken)
    {
        await _edits.WaitAsync(cancellationToken);
        try
        {
            if (await draw(cancellationToken) is { } content)
            {
                await Do("update", channel, () => Edit(ts, content));
            }
        }
        finally
        {
            _edits.Release();
        }
    }

    public void Dispose() => _edits.Dispose();

    private int Edit(string ts, ReplyContent content)
    {
        var index = _posts.FindIndex(post => post.Ts == ts);
        _posts[index] = _posts[index] with { Content = content, Edits = _posts[index].Edits + 1 };
        return 0;
    }

    public Task PostPrivatelyAsync(PrivateAddress address, ReplyContent content, CancellationToken cancellationToken) => Do("private", address.Channel, () =>
    {
        _private.Add((address, content));
        return 0;
    });

    public Task AddReactionAsync(string channel, string ts, string name, CancellationToken cancellationToken) => Do("react", channel, () =>
    {
        _reactions.Add($"+{name}@{ts}");
        return 0;
    });

    public Task RemoveReactionAsync(string channel, string ts, string name, CancellationToken cancellationToken) => Do("react", channel, () =>
    {
        _reactions.Add($"-{name}@{ts}");
        return 0;
    });

    /// <summary>Files as they were when they were uploaded.</summary>
    public IReadOnlyList<(OutboxFile File, string? ThreadTs, byte[] Content)> Files
    {
        get
        {
            lock (_gate)
            {
                return [.. _files];
            }
        }
    }

    public Task UploadFileAsync(string channel, string? threadTs, OutboxFile file, CancellationToken cancellationToken) => Do("upload", file.Comment, () =>
    {
        _files.Add((file, threadTs, File.ReadAllBytes(file.Path)));
        return 0;
    });

    public Task<bool> HasFileAsync(string channel, string? threadTs, string comment, DateTimeOffset since, CancellationToken cancellationToken) =>
        Do("find", comment, () => _files.Exists(one => one.File.Comment == comment));

    public Task<Uri?> GetPermalinkAsync(string channel, string ts, CancellationToken cancellationToken) =>
        Do<Uri?>("permalink", channel, () => new Uri($"https://slack.test/archives/{channel}/p{ts}"));

    private async Task<T> Do<T>(string operation, string what, Func<T> work)
    {
        await Task.Yield();
        Before(operation, what);
        T result;
        lock (_gate)
        {
            result = work();
        }

        After(operation, what);
        return result;
    }
}
