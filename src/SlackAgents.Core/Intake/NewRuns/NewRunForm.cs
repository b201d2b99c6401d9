using SlackAgents.Core.Intake.Grammar;
using SlackAgents.Core.Intake.RepositoryChoices;
using SlackAgents.Core.Replies.Forms;

namespace SlackAgents.Core.Intake.NewRuns;

/// <summary>The form of a new run: five fields, so that it fits a phone.</summary>
internal static class NewRunForm
{
    public const string Id = "new_run";
    public const string Title = "New task";
    public const string Task = "task";
    public const string Repository = RepositorySuggestions.FormField;
    public const string Base = "base";
    public const string Agent = "agent";
    public const string Options = "options";
    public const string Where = "where";

    /// <summary>Slack takes no more in one field (docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element).</summary>
    public const int MaxText = 3_000;

    private const int MaxOptions = 500;
    private const int MaxBranch = 200;
    private const int LongestChoice = 75;
    private const int MaxPlaceholder = 150;

    /// <param name="draft">Its id comes back with the answers.</param>
    public static Form Draw(string draftId, NewRunDraft draft, string task, RepositoryDecision repository, KnownRepositories known, IReadOnlyList<FormChoice> agents)
    {
        List<FormPart> parts =
        [
            new TextField(Task, "Task", task.Length == 0 ? null : task, Multiline: true, MaxText, "fix the flaky login test"),
            RepositoryField(repository, known),
            new TextField(Base, "Base branch", Value: null, Multiline: false, MaxBranch, RunTitle.Cut(repository.Choice?.Base ?? "the repository's default branch", MaxPlaceholder), Optional: true),
            new ChoiceField(Agent, "Agent and model", agents, AgentChoices.Default),
            draft.Channel is null
                ? new ConversationField(Where, "Where", Value: null, Optional: true, "Where the card goes. Empty: a direct message with me.")
                : new TextField(Options, "Options", Value: null, Multiline: false, MaxOptions, "push=off steer=now", Optional: true, "As after /agent: key=value."),
        ];
        if (Carried(draft) is { } sentence)
        {
            parts.Insert(0, new FormText(sentence));
        }

        return new Form(Id, Title, "Start", draftId, parts);
    }

    private static string? Carried(NewRunDraft draft)
    {
        var files = draft.Files.Count switch
        {
            0 => null,
            1 => "1 file of the message goes with it.",
            var count => $"{count} files of the message go with it.",
        };
        return draft.MessageTs is null ? files : $"The card goes into the message's thread. {files}".TrimEnd();
    }

    private static SearchField RepositoryField(RepositoryDecision decision, KnownRepositories known)
    {
        var selected = decision.Choice is { } choice && choice.Repository.ToString().Length <= LongestChoice ? choice.Repository : null;
        return new SearchField(
            Repository,
            "Repository",
            selected is null ? null : RepositorySuggestions.ChoiceOf(selected),
            "Type a part of its name",
            Optional: known.IsEmpty || (selected is null && decision.Choice is not null),
            Hint(decision, known));
    }

    private static string Hint(RepositoryDecision decision, KnownRepositories known) =>
        decision.Choice is { } choice ? $"Proposed: {choice.How}."
        : known.IsEmpty ? "I do not know any yet. Write repo=owner/name into the task."
        : decision.Sentence;
}
