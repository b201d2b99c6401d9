using System.Text;
using System.Text.Json;
using SlackAgents.Core.Traces;

namespace SlackAgents.Core.Runs.Steps;

/// <summary>A line of a harness as it is kept.</summary>
internal static class RawLine
{
    /// <summary>The line with another text where the piece was; null when the piece is not found in it, so that nothing of it is kept by mistake.</summary>
    public static string? Replace(string line, string piece, string other)
    {
        if (piece == other)
        {
            return line;
        }

        var found = false;
        try
        {
            var changed = JsonTexts.Rewrite(Encoding.UTF8.GetBytes(line), Change);
            return found ? changed : null;
        }
        catch (JsonException)
        {
            return null; // cut, or no JSON
        }

        string? Change(ref Utf8JsonReader reader)
        {
            if (!reader.ValueTextEquals(piece))
            {
                return reader.GetString();
            }

            found = true;
            return other;
        }
    }
}
