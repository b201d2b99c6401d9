namespace SlackAgents.Core.Intake.Grammar;

/// <summary>What may follow a verb.</summary>
internal enum VerbArgument
{
    /// <summary>The id of a run, or nothing.</summary>
    Run,

    /// <summary>One of the verb's own words, or nothing.</summary>
    Choice,

    /// <summary>Words of the person: the verb is read by a rule of its own.</summary>
    Text,
}
