using System.Text;

namespace SlackAgents.Benchmarks.Reports;

/// <summary>Keeps each bench's newest section, in a fixed order, whichever benches were run.</summary>
/// <param name="names">The benches, in the order of the file.</param>
internal sealed class ResultsFile(string path, IReadOnlyList<string> names)
{
    private const string Introduction = """
        # Measured

        Written by `./scripts/bench`; each section holds the newest run of its bench. Figures are median [smallest–largest]
        in milliseconds unless said. A time by itself says more about the machine than about the product, so goals are put as
        ratios wherever there is a floor to compare with, and floor and product are measured in turns in the same run.
        """;

    public async Task PutAsync(string name, string section, CancellationToken cancellationToken)
    {
        var text = File.Exists(path) ? await File.ReadAllTextAsync(path, cancellationToken) : string.Empty;
        var file = new StringBuilder(Introduction).Append('\n');
        foreach (var each in names)
        {
            if (each == name)
            {
                Append(file, each, section);
            }
            else if (Find(text, each) is { } old)
            {
                Append(file, each, old);
            }
        }

        await File.WriteAllTextAsync(path, file.ToString(), cancellationToken);
    }

    private static void Append(StringBuilder file, string name, string section) =>
        file.Append('\n').Append(Begin(name)).Append('\n').Append(section.Trim()).Append('\n').Append(End(name)).Append('\n');

    private static string? Find(string text, string name)
    {
        var begin = text.IndexOf(Begin(name), StringComparison.Ordinal);
        var end = text.IndexOf(End(name), StringComparison.Ordinal);
        return begin < 0 || end < begin ? null : text[(begin + Begin(name).Length)..end];
    }

    private static string Begin(string name) => $"<!-- {name} -->";

    private static string End(string name) => $"<!-- end of {name} -->";
}
