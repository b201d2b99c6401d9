namespace SlackAgents.Core.Runs.Tools;

/// <summary>What the agent of a run has asked for with the built-in tools, as far as it has to outlive the process.</summary>
/// <param name="Questions">In the order in which they were asked.</param>
/// <param name="Attachments">Ids of the files that were sent to the thread.</param>
internal sealed record RunToolUse(IReadOnlyList<RunQuestion> Questions, IReadOnlyList<string> Attachments)
{
    public static RunToolUse None { get; } = new([], []);

    /// <summary>The question that people can answer now. There is one at a time.</summary>
    public RunQuestion? Open => Questions.FirstOrDefault(question => question.State == QuestionState.Open);

    public RunQuestion? Find(int number) => Questions.FirstOrDefault(question => question.Number == number);

    /// <summary>With this question in place of the one with its number, or added.</summary>
    public RunToolUse With(RunQuestion question) => this with
    {
        Questions = Find(question.Number) is null
            ? [.. Questions, question]
            : [.. Questions.Select(known => known.Number == question.Number ? question : known)],
    };

    public bool Equals(RunToolUse? other) =>
        other is not null && Questions.SequenceEqual(other.Questions) && Attachments.SequenceEqual(other.Attachments, StringComparer.Ordinal);

    public override int GetHashCode() => HashCode.Combine(Questions.Count, Attachments.Count);
}
