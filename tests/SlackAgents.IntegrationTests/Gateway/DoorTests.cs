using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using SlackAgents.Core.Sandboxes;

namespace SlackAgents.IntegrationTests.Gateway;

/// <summary>Opening, closing and keeping apart the doors of runs.</summary>
internal sealed class DoorTests
{
    private GatewayRig _rig = null!;

    [SetUp]
    public async Task StartAsync() => _rig = await GatewayRig.StartAsync();

    [TearDown]
    public ValueTask StopAsync() => _rig.DisposeAsync();

    [Test]
    public async Task A_path_longer_than_a_socket_name_may_be_works()
    {
        var session = _rig.NewSession(new RecordingObserver(), _rig.NewDirectory(Path.Combine(new string('a', 120), new string('b', 120))));
        await using var door = await _rig.Server.OpenAsync(session, CancellationToken.None);
        var link = Path.Combine(_rig.Root, "l");
        Directory.CreateSymbolicLink(link, session.RunDirectory);

        Assert.That(await AskAsync(Path.Combine(link, GatewayAddress.SocketName)), Does.StartWith("HTTP/1.1 404"));
        Assert.That(Directory.GetFiles(Path.GetTempPath(), "sa-????????????"), Is.Empty);
    }

    [Test]
    public async Task Anybody_who_sees_the_directory_may_knock_and_nothing_unfinished_is_left()
    {
        var session = _rig.NewSession(new RecordingObserver());
        await using var door = await _rig.Server.OpenAsync(session, CancellationToken.None);

        Assert.That((await Shell.MustAsync(session.RunDirectory, "stat", "-c", "%a %F", SocketOf(session))).Trim(), Is.EqualTo("666 socket"));
        Assert.That(Directory.GetFileSystemEntries(session.RunDirectory), Has.Length.EqualTo(1));
    }

    [Test]
    public async Task A_hundred_doors_open_fast_and_each_answers()
    {
        var sessions = Enumerable.Range(0, 100).Select(_ => _rig.NewSession(new RecordingObserver())).ToList();
        var started = Stopwatch.GetTimestamp();
        foreach (var session in sessions)
        {
            await _rig.Server.OpenAsync(session, CancellationToken.None);
        }

        var each = Stopwatch.GetElapsedTime(started) / sessions.Count;
        await TestContext.Progress.WriteLineAsync($"a door opens in {each.TotalMilliseconds:F2} ms");

        Assert.That(_rig.Server.OpenDoors, Is.EqualTo(100));
        Assert.That(each, Is.LessThan(TimeSpan.FromMilliseconds(50)));
        var answers = await Task.WhenAll(sessions.Select(session => AskAsync(SocketOf(session))));
        Assert.That(answers, Has.All.StartWith("HTTP/1.1 404"));
    }

    [Test]
    public async Task A_closed_door_cuts_its_connections_and_refuses_new_ones()
    {
        var session = _rig.NewSession(new RecordingObserver());
        var door = await _rig.Server.OpenAsync(session, CancellationToken.None);
        using var waiting = await GatewayRig.ConnectAsync(SocketOf(session));
        await waiting.SendAsync("GET /never-finished"u8.ToArray());

        await door.DisposeAsync();

        Assert.That(await EndsAsync(waiting), Is.True);
        Assert.That(async () => await GatewayRig.ConnectAsync(SocketOf(session)), Throws.InstanceOf<SocketException>());
        Assert.That(_rig.Server.OpenDoors, Is.Zero);
    }

    [Test]
    public async Task After_a_restart_of_the_host_the_same_path_works_again()
    {
        var session = _rig.NewSession(new RecordingObserver());
        await _rig.Server.OpenAsync(session, CancellationToken.None);
        await _rig.Server.StopAsync(CancellationToken.None);

        await using var next = await GatewayRig.StartAsync();
        await next.Server.OpenAsync(session, CancellationToken.None);

        Assert.That(await AskAsync(SocketOf(session)), Does.StartWith("HTTP/1.1 404"));
    }

    [Test]
    public async Task A_socket_that_a_killed_host_left_behind_is_replaced()
    {
        var session = _rig.NewSession(new RecordingObserver());
        await File.WriteAllTextAsync(Path.Combine(session.RunDirectory, ".gateway.sock"), "left");
        await File.WriteAllTextAsync(SocketOf(session), "left");

        await using var door = await _rig.Server.OpenAsync(session, CancellationToken.None);

        Assert.That(await AskAsync(SocketOf(session)), Does.StartWith("HTTP/1.1 404"));
    }

    [Test]
    public async Task Opening_again_moves_the_door_and_closing_the_first_leaves_the_second_alone()
    {
        var session = _rig.NewSession(new RecordingObserver());
        var first = await _rig.Server.OpenAsync(session, CancellationToken.None);
        await using var second = await _rig.Server.OpenAsync(session, CancellationToken.None);

        await first.DisposeAsync();

        Assert.That(await AskAsync(SocketOf(session)), Does.StartWith("HTTP/1.1 404"));
    }

    [Test]
    public async Task Connections_above_the_limit_are_closed_at_once()
    {
        await using var rig = await GatewayRig.StartAsync(("Gateway:MaxConnections", "8"));
        var session = rig.NewSession(new RecordingObserver());
        await rig.Server.OpenAsync(session, CancellationToken.None);
        var held = new List<Socket>();
        for (var opened = 0; opened < 8; opened++)
        {
            held.Add(await GatewayRig.ConnectAsync(SocketOf(session)));
        }

        using var tooMany = await GatewayRig.ConnectAsync(SocketOf(session));

        Assert.That(await EndsAsync(tooMany), Is.True);
        held.ForEach(socket => socket.Dispose());
    }

    [Test]
    public async Task One_run_never_reaches_the_repository_of_another()
    {
        var (one, two) = (new SampleRepository(_rig.NewDirectory("one")), new SampleRepository(_rig.NewDirectory("two")));
        await one.CreateAsync("of one");
        await two.CreateAsync("of two");
        var first = await one.NewSessionAsync(_rig, new RecordingObserver(), "acme/one");
        var second = await two.NewSessionAsync(_rig, new RecordingObserver(), "acme/two");
        await _rig.Server.OpenAsync(first, CancellationToken.None);
        await _rig.Server.OpenAsync(second, CancellationToken.None);
        var url = _rig.Forward(first).Url;

        var own = await Shell.RunAsync(_rig.Root, "git", "clone", "-q", url + "/git/acme/one.git", "a");
        var foreign = await Shell.RunAsync(_rig.Root, "git", "-c", "http.extraHeader=Host: run-" + second.Run, "clone", "-q", url + "/git/acme/two.git", "b");

        Assert.That(own.ExitCode, Is.Zero, own.Text);
        Assert.That(foreign.ExitCode, Is.Not.Zero);
        Assert.That(foreign.Text, Does.Contain("acme/one and no other"));
    }

    [TestCase("main")]
    [TestCase("agent/")]
    [TestCase("agent/../main")]
    [TestCase("agent/x\nrefs")]
    [TestCase("agent/a/b")]
    public void A_door_for_a_branch_that_is_no_run_s_own_does_not_open(string branch)
    {
        var session = _rig.NewSession(new RecordingObserver()) with { Branch = branch };

        Assert.That(async () => await _rig.Server.OpenAsync(session, CancellationToken.None), Throws.ArgumentException);
    }

    private static string SocketOf(GatewaySession session) => Path.Combine(session.RunDirectory, GatewayAddress.SocketName);

    private static async Task<bool> EndsAsync(Socket socket)
    {
        try
        {
            return await socket.ReceiveAsync(new byte[1]).WaitAsync(TimeSpan.FromSeconds(60)) == 0;
        }
        catch (SocketException)
        {
            return true;
        }
    }

    private static async Task<string> AskAsync(string path)
    {
        using var socket = await GatewayRig.ConnectAsync(path);
        await socket.SendAsync(Encoding.ASCII.GetBytes("GET /nothing HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"));
        await using var stream = new NetworkStream(socket);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync();
    }
}
