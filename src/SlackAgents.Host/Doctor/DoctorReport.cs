using System.Text.Json;
using System.Text.Json.Serialization;

namespace SlackAgents.Host.Doctor;

/// <summary>Prints findings for people, or as JSON.</summary>
internal static class DoctorReport
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Write(TextWriter output, IReadOnlyList<Finding> findings, bool colour)
    {
        foreach (var group in findings.GroupBy(finding => finding.Area, StringComparer.Ordinal))
        {
            output.WriteLine(group.Key);
            foreach (var finding in group)
            {
                output.WriteLine($"  {Mark(finding.Mark, colour)} {finding.Text}");
                if (finding.Fix is not null)
                {
                    output.WriteLine($"      → {finding.Fix}");
                }
            }
        }

        var bad = findings.Count(finding => finding.Mark is FindingMark.Bad);
        output.WriteLine();
        output.WriteLine(bad == 0 ? "Ready to serve." : $"{bad} to mend before it can serve.");
    }

    public static void WriteJson(TextWriter output, IReadOnlyList<Finding> findings) =>
        output.WriteLine(JsonSerializer.Serialize(new { Ready = findings.All(finding => finding.Mark is not FindingMark.Bad), Findings = findings }, Json));

    private static string Mark(FindingMark mark, bool colour) => (mark, colour) switch
    {
        (FindingMark.Good, false) => "✓",
        (FindingMark.Advice, false) => "!",
        (FindingMark.Bad, false) => "✗",
        (FindingMark.Good, true) => "\u001B[32m✓\u001B[0m",
        (FindingMark.Advice, true) => "\u001B[33m!\u001B[0m",
        _ => "\u001B[31m✗\u001B[0m",
    };
}
