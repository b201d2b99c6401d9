using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace SlackAgents.EndToEndTests.Staging;

/// <summary>
/// The built host as a process of its own, configured by environment variables alone, so that it can be killed like one.
/// Its containers are never touched here.
/// </summary>
internal sealed class ProductProcess : IAsyncDisposable
{
    private static readonly TimeSpan ReadyLimit = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan ExitLimit = TimeSpan.FromSeconds(60);
    private static readonly string[] Inherited = ["ANTHROPIC", "OPENAI", "GEMINI", "CLAUDE", "SLACK", "GITHUB", "RUNS__", "DOTNET_ENVIRONMENT", "ASPNETCORE"];

    private readonly IReadOnlyDictionary<string, string> _settings;
    private readonly string _folder;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly HttpClient _client;
    private Process? _process;

    public ProductProcess(IReadOnlyDictionary<string, string> settings, string folder)
    {
        _folder = folder;
        BaseUrl = $"http://127.0.0.1:{FreePort().ToString(CultureInfo.InvariantCulture)}";
        _settings = new Dictionary<string, string>(settings, StringComparer.OrdinalIgnoreCase) { ["Web__ListenUrl"] = BaseUrl };
        _client = new HttpClient { BaseAddress = new Uri(BaseUrl) };
    }

    /// <summary>Address of the trace pages and webhooks, without a slash at the end; the same after each start.</summary>
    public string BaseUrl { get; }

    /// <summary>All that any of the processes wrote to its console, oldest first.</summary>
    public IReadOnlyCollection<string> Lines => _lines;

    public HttpClient Client => _client;

    public bool IsRunning => _process is { HasExited: false };

    public int? ExitCode => _process is { HasExited: true } ended ? ended.ExitCode : null;

    /// <summary>Starts it and waits until it takes commands.</summary>
    public async Task StartAsync()
    {
        Launch();
        var began = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await IsReadyAsync())
        {
            Assert.That(_process!.HasExited, Is.False, $"The product ended at its start:\n{Tail()}");
            Assert.That(Stopwatch.GetElapsedTime(began), Is.LessThan(ReadyLimit), $"The product did not get ready:\n{Tail()}");
            await timer.WaitForNextTickAsync();
        }
    }

    /// <summary>Kill -9 of this one process, as a crash or the kernel would; nothing gets to clean up.</summary>
    public async Task KillAsync()
    {
        _process!.Kill(entireProcessTree: false);
        await WaitForExitAsync();
    }

    /// <summary>SIGTERM, as an init system sends it. Returns how long the process took to leave.</summary>
    public async Task<TimeSpan> StopAsync()
    {
        var began = Stopwatch.GetTimestamp();
        await ForeignProgram.RunAsync("kill", "-TERM", _process!.Id.ToString(CultureInfo.InvariantCulture));
        await WaitForExitAsync();
        return Stopwatch.GetElapsedTime(began);
    }

    public async Task RestartAsync()
    {
        await KillAsync();
        await StartAsync();
    }

    public string Tail() => string.Join('\n', _lines.Where(line => !line.Contains(" DBG ", StringComparison.Ordinal)).TakeLast(25));

    public async ValueTask DisposeAsync()
    {
        if (IsRunning)
        {
            await KillAsync();
        }

        _process?.Dispose();
        _client.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private void Launch()
    {
        _process?.Dispose();
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "SlackAgents.Host.dll"), "serve"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder,
        };
        foreach (var name in start.Environment.Keys.Where(name => Inherited.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in _settings)
        {
            start.Environment[name] = value;
        }

        _process = Process.Start(start) ?? throw new InvalidOperationException("dotnet could not be started.");
        _process.OutputDataReceived += OnLine;
        _process.ErrorDataReceived += OnLine;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private void OnLine(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is not null)
        {
            _lines.Enqueue(line.Data);
        }
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            using var response = await _client.GetAsync(new Uri("/healthz", UriKind.Relative));
            return response.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private async Task WaitForExitAsync()
    {
        using var limit = new CancellationTokenSource(ExitLimit);
        await _process!.WaitForExitAsync(limit.Token);
    }
}
