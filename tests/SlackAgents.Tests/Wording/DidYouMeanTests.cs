using SlackAgents.Core.Wording;

namespace SlackAgents.Tests.Wording;

public sealed class DidYouMeanTests
{
    [TestCase("repo", "repo", 0)]
    [TestCase("rep", "repo", 1)]
    [TestCase("rpeo", "repo", 1)]
    [TestCase("modle", "MODEL", 1)]
    [TestCase("", "abc", 3)]
    [TestCase("foo", "repo", 3)]
    public void The_distance_counts_typing_errors(string from, string to, int distance) =>
        Assert.That(DidYouMean.Distance(from, to), Is.EqualTo(distance));

    [Test]
    public void Nearest_comes_first() =>
        Assert.That(DidYouMean.Near("cod", ["claude", "coder", "code"], 2), Is.EqualTo(new[] { "code", "coder" }));
}
