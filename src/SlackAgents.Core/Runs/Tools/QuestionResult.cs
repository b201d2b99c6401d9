namespace SlackAgents.Core.Runs.Tools;

/// <summary>What an answer did.</summary>
internal enum QuestionResult
{
    /// <summary>There is no open question, or not this one: it is something else.</summary>
    NotAsked,

    Taken,

    /// <summary>The same request was taken before.</summary>
    AlreadyTaken,

    /// <summary>The question was closed before.</summary>
    Closed,

    /// <summary>It is none of the options, and nothing else is wanted.</summary>
    NotAnOption,
}
