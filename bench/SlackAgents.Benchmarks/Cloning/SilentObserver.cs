using SlackAgents.Core.Sandboxes;
using SlackAgents.Core.Traces;

namespace SlackAgents.Benchmarks.Cloning;

/// <summary>Keeps no record: what recording costs is measured elsewhere.</summary>
internal sealed class SilentObserver : IGatewayObserver
{
    public string? RefuseModelCall() => null;

    public void Observe(TraceEvent what)
    {
    }
}
