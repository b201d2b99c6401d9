using Microsoft.Extensions.Options;
using SlackAgents.Docker.Connection;
using SlackAgents.Docker.Containers;

namespace SlackAgents.Tests.Docker.Connection;

internal sealed class DockerConnectionTests
{
    private const string Running = """{"Id":"abc","Created":"2026-01-01T00:00:00Z","State":{"Status":"running","Running":true,"StartedAt":"2026-01-01T00:00:00Z","FinishedAt":"0001-01-01T00:00:00Z"}}""";

    [Test]
    public async Task An_engine_that_hangs_up_twice_is_asked_a_third_time()
    {
        var calls = 0;
        await using var engine = new ScriptedEngine(_ => ++calls < 3 ? null : ScriptedEngine.Json(200, Running));
        using var connection = Connect(engine);

        var container = await new ContainerOperations(connection).InspectContainerAsync("abc", size: false, CancellationToken.None);

        Assert.That(container.State.Running, Is.True);
        Assert.That(engine.Requests, Is.EqualTo(Enumerable.Repeat("GET /v1.41/containers/abc/json HTTP/1.1", 3)));
    }

    [Test]
    public async Task Creating_is_never_repeated_by_itself()
    {
        await using var engine = new ScriptedEngine(_ => null);
        using var connection = Connect(engine);
        var parameters = new CreateContainerParameters { Name = "x", Image = "y" };

        Assert.That(
            () => new ContainerOperations(connection).CreateContainerAsync(parameters, CancellationToken.None),
            Throws.InstanceOf<DockerUnreachableException>());
        Assert.That(engine.Requests, Has.Count.EqualTo(1));
    }

    [TestCase(204, true)]
    [TestCase(304, false)]
    public async Task Starting_what_runs_already_is_success_and_says_so(int status, bool expected)
    {
        await using var engine = new ScriptedEngine(_ => $"HTTP/1.1 {status} X\r\nConnection: close\r\n\r\n");
        using var connection = Connect(engine);

        var started = await new ContainerOperations(connection).StartContainerAsync("abc", CancellationToken.None);

        Assert.That(started, Is.EqualTo(expected));
    }

    [Test]
    public void A_socket_that_is_not_there_is_reported_with_its_address()
    {
        using var connection = Connect("/nowhere/docker.sock");

        Assert.That(
            () => new SlackAgents.Docker.Engine.SystemOperations(connection).PingAsync(CancellationToken.None),
            Throws.InstanceOf<DockerUnreachableException>().With.Message.StartsWith("The Docker engine at unix:///nowhere/docker.sock does not answer ("));
    }

    [Test]
    public async Task A_name_cannot_leave_its_place_in_the_path()
    {
        await using var engine = new ScriptedEngine(_ => ScriptedEngine.Json(200, Running));
        using var connection = Connect(engine);

        await new ContainerOperations(connection).InspectContainerAsync("a/../b?x=1", size: true, CancellationToken.None);

        Assert.That(engine.Requests.Single(), Is.EqualTo("GET /v1.41/containers/a%2F..%2Fb%3Fx%3D1/json?size=1 HTTP/1.1"));
    }

    private static DockerConnection Connect(ScriptedEngine engine) => Connect(engine.Path);

    private static DockerConnection Connect(string path) =>
        new(Options.Create(new DockerOptions { Endpoint = $"unix://{path}" }), TimeProvider.System);
}
