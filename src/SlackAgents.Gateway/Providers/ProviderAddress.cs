namespace SlackAgents.Gateway.Providers;

/// <summary>Puts a provider's base address and a path together.</summary>
internal static class ProviderAddress
{
    /// <summary>A base that already ends with the path's version (<c>/v1</c>) does not get it twice.</summary>
    public static string Join(string baseUrl, string path)
    {
        var trimmed = baseUrl.TrimEnd('/');
        var version = VersionOf(path);
        return trimmed.EndsWith(version, StringComparison.OrdinalIgnoreCase) ? trimmed + path[version.Length..] : trimmed + path;
    }

    /// <summary>A base with a path of its own says with it where the API is, whatever the API's version; one without gets the path as it is.</summary>
    public static string JoinCompatible(string baseUrl, string path)
    {
        var trimmed = baseUrl.TrimEnd('/');
        return new Uri(trimmed).AbsolutePath is "/" ? trimmed + path : trimmed + path[VersionOf(path).Length..];
    }

    private static string VersionOf(string path) => path.IndexOf('/', 1) is > 0 and var end ? path[..end] : path;
}
