namespace SlackAgents.Host.Configuration;

/// <summary>What opens the trace of a run.</summary>
internal enum TraceAccessMode
{
    /// <summary>The link alone, as long as no rule keeps the run from some members.</summary>
    Link,

    /// <summary>The link, and a person who is signed in and may see the run.</summary>
    SignIn,
}
