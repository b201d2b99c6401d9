using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Runs.Tools;

/// <summary>A question of the agent to the people of the thread, stored with the run.</summary>
internal sealed record RunQuestion
{
    /// <summary>From 1, within the run.</summary>
    public required int Number { get; init; }

    /// <summary>The turn that asked.</summary>
    public required int Turn { get; init; }

    /// <summary>Bounded; data, not ours.</summary>
    public required string Text { get; init; }

    /// <summary>Bounded; data, not ours.</summary>
    public required IReadOnlyList<string> Options { get; init; }

    public required bool AllowFreeText { get; init; }

    /// <summary>When the agent goes on without an answer.</summary>
    public required DateTimeOffset Deadline { get; init; }

    public QuestionState State { get; init; }

    /// <summary>What was answered; null unless <see cref="State"/> is <see cref="QuestionState.Answered"/>.</summary>
    public string? Answer { get; init; }

    /// <summary>Display name of who answered or skipped it.</summary>
    public string? AnsweredBy { get; init; }

    /// <summary>Who that is.</summary>
    public PersonId? AnsweredById { get; init; }

    /// <summary>Key of the request that answered it: redelivered, it is not a second one.</summary>
    public string? AnswerKey { get; init; }

    /// <summary>The agent was given the answer.</summary>
    public bool Heard { get; init; }

    public bool Equals(RunQuestion? other) =>
        other is not null && Options.SequenceEqual(other.Options, StringComparer.Ordinal)
        && (Number, Turn, Text, AllowFreeText, Deadline, State) == (other.Number, other.Turn, other.Text, other.AllowFreeText, other.Deadline, other.State)
        && (Answer, AnsweredBy, AnsweredById, AnswerKey, Heard) == (other.Answer, other.AnsweredBy, other.AnsweredById, other.AnswerKey, other.Heard);

    public override int GetHashCode() => HashCode.Combine(Number, Turn, Text, State, Answer);
}
