namespace SlackAgents.Gateway.Providers;

/// <summary>What a provider's path is for, as far as the door cares.</summary>
internal enum ModelOperation
{
    /// <summary>Runs the model: costs money, asks the budget first.</summary>
    Generate,

    /// <summary>Has a body, costs nothing.</summary>
    Count,

    /// <summary>Reads what models there are.</summary>
    List,
}
