using System.Collections.Concurrent;
using SlackAgents.Core.Sandboxes;

namespace SlackAgents.IntegrationTests.Gateway;

/// <summary>The run's side of the built-in tools, in the hands of a test.</summary>
internal sealed class ScriptedTools : IAgentTools
{
    private readonly ConcurrentQueue<string> _calls = new();

    public IReadOnlyList<string> Calls => [.. _calls];

    /// <summary>The answer to a question; asked with a token that ends when the client leaves.</summary>
    public Func<ToolQuestion, CancellationToken, Task<ToolAnswer>> OnAsk { get; set; } = static (_, _) => Task.FromResult(new ToolAnswer("Ada answered: yes"));

    public Task<ToolAnswer> AskAsync(ToolQuestion question, CancellationToken cancellationToken)
    {
        _calls.Enqueue($"ask {question.Text} [{string.Join('|', question.Options)}] {question.AllowFreeText}");
        return OnAsk(question, cancellationToken);
    }

    public Task<ToolAnswer> ReportAsync(string text, double? percent, CancellationToken cancellationToken)
    {
        _calls.Enqueue(FormattableString.Invariant($"report {text} {percent}"));
        return Task.FromResult(new ToolAnswer("Shown."));
    }

    public Task<ToolAnswer> AttachAsync(string path, string? title, CancellationToken cancellationToken)
    {
        _calls.Enqueue($"attach {path} {title}");
        return Task.FromResult(new ToolAnswer("There is no such file. Give the path of a file in the workspace.", IsError: true));
    }
}
