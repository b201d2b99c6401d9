namespace SlackAgents.Core.Policies;

/// <summary>Section <c>Models</c>: a list of prices that come before the built-in ones.</summary>
internal sealed class ModelOptions
{
    public const string Section = "Models";

    /// <value>Prices of the operator's own. Default: none, the built-in ones apply.</value>
    public IList<ModelPrice> Prices { get; } = [];
}
