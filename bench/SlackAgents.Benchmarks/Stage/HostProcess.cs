using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using SlackAgents.Benchmarks.Reports;
using SlackAgents.Host.Tryout;
using SlackAgents.Playground;
using SlackAgents.Testing;

namespace SlackAgents.Benchmarks.Stage;

/// <summary>The product as its users start it, a process of its own with the verb <c>serve</c>, against a playground.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private static readonly TimeSpan ReadyLimit = TimeSpan.FromMinutes(2);

    private readonly Process _process;
    private readonly TempDirectory _folder;
    private readonly TextWriter _log;

    private HostProcess(Process process, TempDirectory folder, TextWriter log, PlaygroundServer playground)
    {
        _process = process;
        _folder = folder;
        _log = log;
        Playground = playground;
    }

    public PlaygroundServer Playground { get; }

    public int Id => _process.Id;

    /// <param name="settings">Configuration besides the addresses of the playground.</param>
    public static async Task<HostProcess> StartAsync(IReadOnlyDictionary<string, string> settings, Progress progress, CancellationToken cancellationToken)
    {
        if (!File.Exists(ProjectTree.Host))
        {
            throw new BenchException("The product is not built. Start the benches with ./scripts/bench, which builds it.");
        }

        progress.Say("starting the stand-ins and the host");
        var folder = new TempDirectory();
        var playground = await PlaygroundServer.StartAsync(new PlaygroundOptions { DataDirectory = folder.Combine("playground") }, cancellationToken);
        var address = $"http://127.0.0.1:{FreePort()}";
        var start = new ProcessStartInfo("dotnet", [ProjectTree.Host, "serve"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder.Path,
        };
        var nothing = new ConfigurationBuilder().Build();
        foreach (var (key, value) in TryoutSettings.Create(playground, nothing, folder.Combine("host"), once: true))
        {
            start.Environment[Variable(key)] = value;
        }

        start.Environment[Variable("Web:ListenUrl")] = address;
        foreach (var (key, value) in settings)
        {
            start.Environment[Variable(key)] = value;
        }

        var process = Process.Start(start) ?? throw new BenchException("dotnet could not be started.");
        var log = TextWriter.Synchronized(new StreamWriter(folder.Combine("host.log")));
        process.OutputDataReceived += (_, line) => log.WriteLine(line.Data);
        process.ErrorDataReceived += (_, line) => log.WriteLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var host = new HostProcess(process, folder, log, playground);
        try
        {
            await host.WaitUntilReadyAsync(address, cancellationToken);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends everything, sandboxes too. The host is killed: handing over is not what is measured.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
        await RemoveSandboxesAsync();
        await Playground.DisposeAsync();
        await _log.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>How many sandboxes of this host run now.</summary>
    public Task<int> CountSandboxesAsync(EngineStage engine, CancellationToken cancellationToken) =>
        FindInstance() is { } instance ? engine.CountRunningAsync(instance, cancellationToken) : Task.FromResult(0);

    /// <summary>The installation's id, which is on all its sandboxes; null before the host has made its database.</summary>
    private string? FindInstance()
    {
        var file = _folder.Combine("host", "slackagents.db");
        if (!File.Exists(file))
        {
            return null;
        }

        using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT value FROM instance WHERE name = 'instance_id'";
        return command.ExecuteScalar() is byte[] value ? Encoding.ASCII.GetString(value) : null;
    }

    private async Task WaitUntilReadyAsync(string address, CancellationToken cancellationToken)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        await Waiting.UntilAsync(() => IsReadyAsync(client, address, cancellationToken), "the host was ready", ReadyLimit, cancellationToken);
    }

    private async Task<bool> IsReadyAsync(HttpClient client, string address, CancellationToken cancellationToken)
    {
        if (_process.HasExited)
        {
            await _log.FlushAsync(cancellationToken);
            throw new BenchException($"The host ended with code {_process.ExitCode}: {string.Join(' ', File.ReadLines(_folder.Combine("host.log")).TakeLast(5))}");
        }

        try
        {
            using var answer = await client.GetAsync(new Uri(address + "/healthz"), cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false; // it does not listen yet
        }
    }

    private async Task RemoveSandboxesAsync()
    {
        if (FindInstance() is { } instance)
        {
            await using var engine = EngineStage.Open(instance);
            await engine.RemoveAllAsync(instance, CancellationToken.None);
        }
    }

    private static string Variable(string key) => key.Replace(":", "__", StringComparison.Ordinal);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
