namespace SlackAgents.Host.Traces;

/// <summary>
/// A piece of finished markup. It is made by <see cref="Of"/>, which escapes every value that is put in, and by <see cref="Json"/>, so text
/// of an agent or a repository cannot become markup by being forgotten.
/// </summary>
internal readonly record struct Html(string? Markup)
{
    public static Html Empty { get; }

    public static Html Of(HtmlInterpolation interpolation) => new(interpolation.ToMarkup());

    /// <summary>JSON for the inside of a script element that is not run: nothing in it can end the element or begin a comment.</summary>
    public static Html Json(string json) => new(json.Replace("<", "\\u003c", StringComparison.Ordinal));

    public static Html Join(IEnumerable<Html> pieces) => new(string.Concat(pieces.Select(piece => piece.Markup)));

    public override string ToString() => Markup ?? string.Empty;
}
