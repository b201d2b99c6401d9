using SlackAgents.Core.Replies;

namespace SlackAgents.Core.Intake;

/// <param name="Admitted">The request is a run now (or was one already).</param>
/// <param name="Sentence">Why not.</param>
/// <param name="NextStep">What to do instead; null when the sentence says it.</param>
internal sealed record Admission(bool Admitted, string? Sentence, string? NextStep)
{
    /// <summary>The refusal as a question with buttons, where the surface has them; else null.</summary>
    public ReplyContent? Question { get; init; }

    /// <summary>What the person alone is told when it was not admitted.</summary>
    public ReplyContent Answer => Question ?? new ReplyContent(Words, [new Paragraph(Words)]);

    private string Words => NextStep is null ? $"{Sentence}" : $"{Sentence} {NextStep}";

    public static Admission Admit(bool added) => new(true, added ? null : "This request was taken before.", null);

    public static Admission Refuse(string sentence, string? nextStep = null) => new(false, sentence, nextStep);
}
