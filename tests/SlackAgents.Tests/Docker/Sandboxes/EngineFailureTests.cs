using System.Net;
using System.Net.Sockets;
using SlackAgents.Core.Sandboxes;
using SlackAgents.Docker.Connection;
using SlackAgents.Docker.Sandboxes;

namespace SlackAgents.Tests.Docker.Sandboxes;

internal sealed class EngineFailureTests
{
    private static readonly object[] Failures =
    [
        new object[] { new DockerUnreachableException(DockerEndpoint.Parse("unix:///x.sock"), new SocketException(2)), SandboxFailure.EngineUnreachable, "scripts/ensure-docker" },
        new object[] { new DockerImageNotFoundException("No such image"), SandboxFailure.ImageMissing, "scripts/sandbox-image" },
        new object[] { new DockerContainerNotFoundException("No such container"), SandboxFailure.Missing, "Start the run anew" },
        new object[] { new DockerApiException(HttpStatusCode.InternalServerError, "no space left"), SandboxFailure.Refused, "no space left" },
    ];

    [TestCaseSource(nameof(Failures))]
    public void Each_failure_has_its_kind_and_a_next_step(Exception exception, SandboxFailure failure, string hint)
    {
        var translated = EngineFailure.Translate(exception, "slackagents/sandbox:latest");

        Assert.That(translated.Failure, Is.EqualTo(failure));
        Assert.That(translated.Message, Does.Contain(hint));
        Assert.That(translated.InnerException, Is.SameAs(exception));
    }
}
