using System.Text.Json;
using SlackAgents.Core.Harnesses.Driver;

namespace SlackAgents.Core.Harnesses;

/// <summary>Tells the lines of a sandbox's output that the agent's program printed from those of the programs around it.</summary>
internal static class SandboxLines
{
    /// <summary>Whether the launcher or the driver says it. The agent can write such lines too.</summary>
    public static bool IsOurs(string line) => LauncherLines.Parse(line, turn: 0) is not null || IsDriver(line);

    private static bool IsDriver(string line)
    {
        // Nearly every line is the agent's; those are not parsed.
        if (!line.Contains("\"driver.", StringComparison.Ordinal))
        {
            return false;
        }

        try
        {
            using var document = JsonDocument.Parse(line);
            return document.RootElement.ValueKind is JsonValueKind.Object && DriverLines.Read(document.RootElement) is not null;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
