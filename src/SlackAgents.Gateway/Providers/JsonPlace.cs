namespace SlackAgents.Gateway.Providers;

/// <summary>
/// Where a value stands in a JSON document: the names that lead to it. The elements of an array stand where the array
/// stands, because some providers take one object for an array of one.
/// </summary>
internal readonly ref struct JsonPlace(ReadOnlySpan<string?> names)
{
    private readonly ReadOnlySpan<string?> _names = names;

    /// <summary>The member of the document that it belongs to; null for the document itself.</summary>
    public string? First => NameAt(0);

    /// <summary>The name after <see cref="First"/>.</summary>
    public string? Second => NameAt(1);

    /// <summary>Name of the member whose value, or part of whose array, it is.</summary>
    public string? Last => FromEnd(0);

    /// <summary>Name of the member around <see cref="Last"/>.</summary>
    public string? Around => FromEnd(1);

    /// <summary>Whether it stands directly in the document.</summary>
    public bool IsMember => First is not null && NameAt(1) is null;

    public bool Is(params ReadOnlySpan<string> path) => StartsWith(path) && NameAt(path.Length) is null;

    public bool StartsWith(params ReadOnlySpan<string> path)
    {
        for (var index = 0; index < path.Length; index++)
        {
            if (!string.Equals(NameAt(index), path[index], StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether any name that leads to it is one of these.</summary>
    public bool PassesAny(IReadOnlySet<string> names)
    {
        foreach (var name in _names)
        {
            if (name is not null && names.Contains(name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The same place seen from within the member that it belongs to.</summary>
    public JsonPlace WithoutFirst()
    {
        var at = 0;
        while (at < _names.Length && _names[at] is null)
        {
            at++;
        }

        return new JsonPlace(at < _names.Length ? _names[(at + 1)..] : []);
    }

    /// <summary>The name after so many others, or null.</summary>
    public string? NameAt(int index)
    {
        foreach (var name in _names)
        {
            if (name is not null && index-- == 0)
            {
                return name;
            }
        }

        return null;
    }

    private string? FromEnd(int index)
    {
        for (var at = _names.Length - 1; at >= 0; at--)
        {
            if (_names[at] is { } name && index-- == 0)
            {
                return name;
            }
        }

        return null;
    }
}
