using SlackAgents.Docker.Connection;

namespace SlackAgents.Tests.Docker.Connection;

internal sealed class ApiVersionNegotiationTests
{
    [TestCase("1.41", "v1.41")]
    [TestCase("1.47", "v1.47")]
    [TestCase("1.99", "v1.51")]
    public void The_newest_version_of_both_sides_is_used(string offered, string expected)
    {
        Assert.That(ApiVersionNegotiation.Choose(offered), Is.EqualTo(expected));
    }

    [Test]
    public void An_engine_before_20_10_is_refused_with_the_next_step()
    {
        Assert.That(() => ApiVersionNegotiation.Choose("1.40"), Throws.InstanceOf<DockerApiException>().With.Message.Contains("Update the engine"));
    }

    [TestCase(null)]
    [TestCase("")]
    [TestCase("2.0")]
    [TestCase("latest")]
    public void Something_that_is_no_engine_is_refused(string? offered)
    {
        Assert.That(() => ApiVersionNegotiation.Choose(offered), Throws.InstanceOf<DockerApiException>().With.Message.Contains("no Docker engine"));
    }
}
