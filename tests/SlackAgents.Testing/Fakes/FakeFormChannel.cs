using System.Collections.Concurrent;
using System.Globalization;
using SlackAgents.Core.Ids;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Replies.Forms;

namespace SlackAgents.Testing.Fakes;

/// <summary>Modals and Home tabs as people see them.</summary>
internal sealed class FakeFormChannel : IFormChannel
{
    private int _opened;

    /// <summary>What is open, by the view's id.</summary>
    public ConcurrentDictionary<string, Form> Open { get; } = new(StringComparer.Ordinal);

    public ConcurrentDictionary<PersonId, ReplyContent> Homes { get; } = new();

    /// <summary>Runs before each call; throws what Slack would.</summary>
    public Action<string> Before { get; set; } = _ => { };

    public Task<string> OpenAsync(PersonId person, string triggerId, Form form, CancellationToken cancellationToken)
    {
        Before("open");
        var id = "V" + Interlocked.Increment(ref _opened).ToString(CultureInfo.InvariantCulture);
        Open[id] = form;
        return Task.FromResult(id);
    }

    public Task UpdateAsync(PersonId person, string viewId, Form form, CancellationToken cancellationToken)
    {
        Before("update");
        Open[viewId] = form;
        return Task.CompletedTask;
    }

    public Task PublishHomeAsync(PersonId person, ReplyContent content, CancellationToken cancellationToken)
    {
        Before("home");
        Homes[person] = content;
        return Task.CompletedTask;
    }
}
