using SlackAgents.Core.Harnesses.Acp;

namespace SlackAgents.Tests.Harnesses.Acp;

public sealed class UnifiedDiffTests
{
    [TestCase("", "a\n", "@@ -0,0 +1,1 @@\n+a\n")]
    [TestCase("a\n", "", "@@ -1,1 +0,0 @@\n-a\n")]
    [TestCase("a\nb\nc\n", "a\nX\nc\n", "@@ -1,3 +1,3 @@\n a\n-b\n+X\n c\n")]
    [TestCase("a\n", "a\nb\n", "@@ -1,1 +1,2 @@\n a\n+b\n")]
    [TestCase("a\na\n", "a\n", "@@ -1,2 +1,1 @@\n a\n-a\n")]
    [TestCase("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nX\n6\n7\n8\n9\n", "@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+X\n 6\n 7\n 8\n")]
    [TestCase("a", "a\n", "@@ -1,1 +1,1 @@\n-a\n\\ No newline at end of file\n+a\n")]
    [TestCase("a\n", "a\n", "")]
    [TestCase("", "", "")]
    public void A_change_is_one_hunk_with_three_lines_around_it(string before, string after, string diff)
    {
        Assert.That(UnifiedDiff.Of(before, after), Is.EqualTo(diff));
    }

    [FsCheck.NUnit.Property(MaxTest = 500)]
    public void The_lines_of_a_diff_give_both_texts_again(bool[] before, bool[] after)
    {
        // Two letters only, so that beginnings and ends are often the same.
        var old = Text(before);
        var fresh = Text(after);
        var lines = UnifiedDiff.Of(old, fresh)!.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var hidden = lines.Length == 0 ? old.Length / 2 : int.Parse(lines[0].Split('-', ',')[1], System.Globalization.CultureInfo.InvariantCulture);
        var start = lines.Length == 0 || lines[0].Contains(",0 +", StringComparison.Ordinal) ? hidden : hidden - 1;

        var shownOld = string.Concat(lines.Skip(1).Where(line => line[0] is ' ' or '-').Select(line => line[1..] + "\n"));
        var shownFresh = string.Concat(lines.Skip(1).Where(line => line[0] is ' ' or '+').Select(line => line[1..] + "\n"));

        Assert.That(old[(start * 2)..], Does.StartWith(shownOld));
        Assert.That(old[..(start * 2)] + shownFresh + old[((start * 2) + shownOld.Length)..], Is.EqualTo(fresh));
    }

    [Test]
    public void A_diff_is_bounded_and_one_of_texts_without_measure_is_not_made()
    {
        var large = string.Concat(Enumerable.Repeat("line\n", 100_000));

        Assert.That(UnifiedDiff.Of(string.Empty, large), Has.Length.LessThan(UnifiedDiff.MaxLength + 100));
        Assert.That(UnifiedDiff.Of(string.Empty, large + large + large), Is.Null);
    }

    private static string Text(bool[] letters) => string.Concat(letters.Select(letter => letter ? "a\n" : "b\n"));
}
