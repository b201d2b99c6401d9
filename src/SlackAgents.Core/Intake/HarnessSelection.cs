namespace SlackAgents.Core.Intake;

/// <param name="Choice">Null when there is none.</param>
/// <param name="Sentence">Why not.</param>
/// <param name="NextStep">What to do instead.</param>
internal sealed record HarnessSelection(HarnessChoice? Choice, string Sentence, string NextStep)
{
    public static HarnessSelection Choose(HarnessChoice choice) => new(choice, string.Empty, string.Empty);

    public static HarnessSelection Refuse(string sentence, string nextStep) => new(null, sentence, nextStep);
}
