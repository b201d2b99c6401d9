using SlackAgents.Core.Traces;

namespace SlackAgents.Core.Sandboxes;

/// <summary>The run's side of the gateway: keeps the record and says when enough is enough.</summary>
internal interface IGatewayObserver
{
    /// <summary>
    /// Asked before each model call. A non-null answer refuses it with that sentence: a limit of the run is used up.
    /// </summary>
    string? RefuseModelCall();

    /// <summary>Told of each request after it ended or was refused. Must not block.</summary>
    void Observe(TraceEvent what);
}
