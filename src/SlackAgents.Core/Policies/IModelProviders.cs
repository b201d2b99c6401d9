namespace SlackAgents.Core.Policies;

/// <summary>Who serves models here.</summary>
internal interface IModelProviders
{
    /// <summary>All of them, with a key or without.</summary>
    IReadOnlyList<ModelProvider> All { get; }
}
