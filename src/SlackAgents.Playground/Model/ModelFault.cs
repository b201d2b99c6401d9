namespace SlackAgents.Playground.Model;

/// <summary>What goes wrong with one request.</summary>
/// <param name="Status">The HTTP status of a refusal; null when the request is not refused.</param>
internal sealed record ModelFault(int? Status = null)
{
    /// <summary>The connection breaks off in the middle of the answer.</summary>
    public bool Cuts { get; init; }

    /// <summary>No answer ever comes.</summary>
    public bool Hangs { get; init; }

    public static ModelFault None { get; } = new();
}
