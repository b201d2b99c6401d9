namespace SlackAgents.Core.Traces;

/// <summary>What a token of a trace link is worth.</summary>
internal enum TraceLinkVerdict
{
    Valid,

    /// <summary>There is none.</summary>
    Missing,

    /// <summary>Signed by us for this run, but its time is over.</summary>
    Expired,

    /// <summary>Signed by us for this run, but all links of its generation were revoked.</summary>
    Revoked,

    /// <summary>Forged, damaged, or made for another run.</summary>
    Invalid,
}
