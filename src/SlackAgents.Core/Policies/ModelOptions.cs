namespace SlackAgents.Core.Policies;

/// <summary>Section <c>Models</c>: a list of models that come before the built-in ones, and <c>Aliases</c> beside it.</summary>
internal sealed class ModelOptions
{
    public const string Section = "Models";

    /// <value>Models of the operator's own. Default: none, the built-in ones apply.</value>
    public IList<ModelPrice> Prices { get; } = [];

    /// <value>Short words for models, each with an id or <c>provider/id</c>: <c>Models:Aliases:fast</c>. Default: none, the built-in ones apply.</value>
    public IDictionary<string, string> Aliases { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
}
