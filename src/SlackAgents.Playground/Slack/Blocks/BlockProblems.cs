namespace SlackAgents.Playground.Slack.Blocks;

/// <summary>Collects what is wrong with a payload, in the wording of <c>response_metadata.messages</c>.</summary>
internal sealed class BlockProblems
{
    private readonly List<string> _messages = [];

    public IReadOnlyList<string> Messages => _messages;

    public void Add(string pointer, string message) => _messages.Add($"[ERROR] {message} [json-pointer:{pointer}]");

    public void Missing(string pointer, string field) => Add(pointer, $"missing required field: {field}");
}
