using SlackAgents.Core.Replies;

namespace SlackAgents.Testing.Fakes;

/// <summary>A message as it looks in the channel now.</summary>
internal sealed record FakePost(string Channel, string? ThreadTs, string Ts, string Key, ReplyContent Content, int Edits = 0)
{
    /// <summary>All words of it.</summary>
    public string Text => Words(Content);

    public static string Words(ReplyContent content) => string.Join('\n', content.Parts.Select(part => part switch
    {
        Headline headline => headline.Text,
        Paragraph paragraph => paragraph.Text,
        AgentText agent => agent.Markdown,
        Note note => note.Text,
        Facts facts => string.Join('\n', facts.Items.Select(fact => $"{fact.Label}: {fact.Value}")),
        Buttons buttons => string.Join('\n', buttons.Items.Select(button => $"[{button.Text}]")),
        Plan plan => string.Join('\n', plan.Tasks.Select(task => $"{task.State}: {task.Text}").Prepend(plan.Title)),
        Picker picker => $"[{picker.Placeholder}]",
        Feedback => "[👍][👎]",
        _ => string.Empty,
    }).Prepend(content.Summary));
}
