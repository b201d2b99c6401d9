using System.Text.Json;
using SlackAgents.Host.Traces;
using SlackAgents.Testing;

namespace SlackAgents.Tests.Host;

internal sealed class ForeignTextTests
{
    // The same list holds the pages' own `clean` to the same rule.
    [Test]
    public void Terminal_sequences_vanish_and_hidden_characters_show()
    {
        using var golden = JsonDocument.Parse(File.ReadAllText(Path.Combine(RepositoryRoot.Path, "src", "viewer", "tests", "fixtures", "foreign-text.json")));
        Assert.That(golden.RootElement.GetArrayLength(), Is.GreaterThan(200));
        Assert.Multiple(() =>
        {
            foreach (var row in golden.RootElement.EnumerateArray())
            {
                var text = row.TryGetProperty("text", out var whole) ? whole.GetString()! : string.Concat(row.GetProperty("units").EnumerateArray().Select(unit => (char)unit.GetInt32()));
                Assert.That(ForeignText.Clean(text), Is.EqualTo(row.GetProperty("shown").GetString()), row.GetRawText());
            }
        });
    }

    [Test]
    public void A_huge_line_is_cut_and_says_so()
    {
        Assert.That(ForeignText.Clean(new string('x', 30_000), 100), Has.Length.LessThan(200).And.EndsWith("29,900 more characters are in the download."));
    }
}
