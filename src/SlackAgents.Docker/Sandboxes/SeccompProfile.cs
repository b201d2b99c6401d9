using System.Text.Json;

namespace SlackAgents.Docker.Sandboxes;

/// <summary>
/// The system calls that a sandbox may use, sent with each create. Our own, because the engine's default profile lets
/// io_uring and AF_VSOCK through, and a vsock is not held by a network namespace.
/// </summary>
internal static class SeccompProfile
{
    /// <value>The profile as one line of JSON.</value>
    public static string Text { get; } = Load();

    private static string Load()
    {
        var type = typeof(SeccompProfile);
        using var stream = type.Assembly.GetManifestResourceStream($"{type.Namespace}.seccomp.json")
            ?? throw new InvalidOperationException("The seccomp profile is missing from the assembly.");
        using var document = JsonDocument.Parse(stream);
        return JsonSerializer.Serialize(document.RootElement);
    }
}
