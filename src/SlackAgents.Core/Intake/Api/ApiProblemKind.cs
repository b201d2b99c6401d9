namespace SlackAgents.Core.Intake.Api;

internal enum ApiProblemKind
{
    /// <summary>It was understood, but it cannot be done.</summary>
    Invalid,

    /// <summary>The person may not.</summary>
    Forbidden,

    /// <summary>There is no such run, or none that the person may know of.</summary>
    Unknown,

    /// <summary>Not in the state that the run is in.</summary>
    Conflict,

    /// <summary>Later it can be done.</summary>
    Busy,
}
