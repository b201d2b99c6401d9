namespace SlackAgents.Core.Intake;

/// <param name="Admitted">The request is a run now (or was one already).</param>
/// <param name="Sentence">Why not.</param>
/// <param name="NextStep">What to do instead.</param>
internal sealed record Admission(bool Admitted, string? Sentence, string? NextStep)
{
    public static Admission Admit(bool added) => new(true, added ? null : "This request was taken before.", null);

    public static Admission Refuse(string sentence, string nextStep) => new(false, sentence, nextStep);
}
