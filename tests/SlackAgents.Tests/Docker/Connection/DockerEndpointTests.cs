using System.ComponentModel.DataAnnotations;
using SlackAgents.Docker.Connection;

namespace SlackAgents.Tests.Docker.Connection;

internal sealed class DockerEndpointTests
{
    [TestCase("unix:///var/run/docker.sock", "http://docker/")]
    [TestCase("tcp://10.0.0.1:2375", "http://10.0.0.1:2375/")]
    public void Sockets_and_tcp_are_understood(string text, string baseAddress)
    {
        var endpoint = DockerEndpoint.Parse(text);

        Assert.That(endpoint.BaseAddress.AbsoluteUri, Is.EqualTo(baseAddress));
        Assert.That(endpoint.ToString(), Is.EqualTo(text));
    }

    [TestCase("")]
    [TestCase("/var/run/docker.sock")]
    [TestCase("unix://")]
    [TestCase("tcp://nohost")]
    [TestCase("http://10.0.0.1:2375")]
    [TestCase("npipe://./pipe/docker_engine")]
    public void Anything_else_names_the_configuration_key(string text)
    {
        var results = new List<ValidationResult>();
        var options = new DockerOptions { Endpoint = text };

        var valid = Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);

        Assert.That(valid, Is.False);
        Assert.That(results.SelectMany(result => result.MemberNames), Has.Member("Endpoint"));
    }

    [Test]
    public void The_defaults_are_valid()
    {
        var options = new DockerOptions();

        Assert.That(Validator.TryValidateObject(options, new ValidationContext(options), null, validateAllProperties: true), Is.True);
    }
}
