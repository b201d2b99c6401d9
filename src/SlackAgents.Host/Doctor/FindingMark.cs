namespace SlackAgents.Host.Doctor;

internal enum FindingMark
{
    Good,

    /// <summary>Works, but could be better or safer.</summary>
    Advice,

    /// <summary>Keeps commands from being served.</summary>
    Bad,
}
