namespace SlackAgents.Core.Runs.Context;

/// <summary>What becomes of the words of guests, outsiders, bots and whoever else may not give an agent work.</summary>
internal enum ContextOthers
{
    /// <summary>They are passed on as a quotation with the name, and with the remark that this person may not give it work.</summary>
    Quote,

    /// <summary>They are not passed on, and neither are their files.</summary>
    Withhold,
}
