using Microsoft.AspNetCore.Http;
using SlackAgents.Gateway.Doors;

namespace SlackAgents.Gateway.Providers;

/// <summary>One call through the models door, and what becomes known of it on the way.</summary>
internal sealed class ModelCall(HttpContext context, Door door, IModelProvider provider, ModelsRoute route)
{
    public HttpContext Context { get; } = context;

    public Door Door { get; } = door;

    public IModelProvider Provider { get; } = provider;

    public ModelsRoute Route { get; } = route;

    public IRequestGuard Guard { get; } = provider.CreateGuard(route.Path);

    public ModelRequestContent? Content { get; set; }

    public IUsageMeter? Meter { get; set; }

    /// <summary>What the client was told, or would have been.</summary>
    public int Status { get; set; }

    public string? RequestId { get; set; }

    /// <summary>The provider's answer broke off before its end.</summary>
    public bool WasCut { get; set; }
}
