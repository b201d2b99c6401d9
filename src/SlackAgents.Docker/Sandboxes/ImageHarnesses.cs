namespace SlackAgents.Docker.Sandboxes;

/// <summary>Reads the label that lists the agent CLIs of an image.</summary>
internal static class ImageHarnesses
{
    /// <returns>Null for an image without the label: an operator's own, whose contents are not known here.</returns>
    public static bool? Holds(IReadOnlyDictionary<string, string>? labels, string harness) =>
        labels is not null && labels.TryGetValue(SandboxLabels.ImageHarnesses, out var list)
            ? list.Split(' ', StringSplitOptions.RemoveEmptyEntries).Any(entry => MemoryExtensions.Equals(NameOf(entry), harness, StringComparison.OrdinalIgnoreCase))
            : null;

    private static ReadOnlySpan<char> NameOf(string entry) => entry.AsSpan(0, entry.IndexOf('=', StringComparison.Ordinal) is var end and >= 0 ? end : entry.Length);
}
