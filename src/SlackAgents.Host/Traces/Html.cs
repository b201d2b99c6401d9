namespace SlackAgents.Host.Traces;

/// <summary>
/// A piece of finished markup. It is made only by <see cref="Of"/>, which escapes every value that is put in, so text
/// of an agent or a repository cannot become markup by being forgotten.
/// </summary>
internal readonly record struct Html(string? Markup)
{
    public static Html Empty { get; }

    public static Html Of(HtmlInterpolation interpolation) => new(interpolation.ToMarkup());

    public static Html Join(IEnumerable<Html> pieces) => new(string.Concat(pieces.Select(piece => piece.Markup)));

    public override string ToString() => Markup ?? string.Empty;
}
