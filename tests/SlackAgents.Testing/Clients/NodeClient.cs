using System.Diagnostics;
using System.Text.Json.Nodes;

namespace SlackAgents.Testing.Clients;

/// <summary>A script of tests/clients: an official client that prints one JSON object per line.</summary>
internal sealed class NodeClient : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly SemaphoreSlim Installing = new(1, 1);

    private readonly Process _process;
    private readonly Task<string> _errors;
    private readonly List<JsonObject> _lines = [];

    private NodeClient(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    public static string Folder => Path.Combine(RepositoryRoot.Path, "tests", "clients");

    /// <summary>Fetches the packages of tests/clients, once and again when they changed.</summary>
    public static async Task InstallAsync()
    {
        await Installing.WaitAsync();
        try
        {
            var installed = new FileInfo(Path.Combine(Folder, "node_modules", ".package-lock.json"));
            if (installed.Exists && installed.LastWriteTimeUtc >= File.GetLastWriteTimeUtc(Path.Combine(Folder, "package-lock.json")))
            {
                return;
            }

            using var npm = Launch("npm", ["ci", "--no-audit", "--no-fund"]);
            npm.StandardInput.Close();
            var output = npm.StandardOutput.ReadToEndAsync();
            var error = npm.StandardError.ReadToEndAsync();
            await npm.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(5));
            Assert.That(npm.ExitCode, Is.Zero, $"{await output}\n{await error}");
        }
        finally
        {
            Installing.Release();
        }
    }

    public static async Task<NodeClient> StartAsync(string script, params string[] arguments)
    {
        await InstallAsync();
        return new NodeClient(Launch("node", [script, .. arguments]));
    }

    /// <summary>Runs a script to its end; its last line.</summary>
    public static Task<JsonObject> RunAsync(string script, params string[] arguments) => RunWithInputAsync(script, string.Empty, arguments);

    /// <summary>Runs a script to its end with something to read; its last line.</summary>
    public static async Task<JsonObject> RunWithInputAsync(string script, string input, params string[] arguments)
    {
        await using var client = await StartAsync(script, arguments);
        await client._process.StandardInput.WriteAsync(input);
        client._process.StandardInput.Close();
        JsonObject? last = null;
        while (await client.ReadAsync() is { } line)
        {
            last = line;
        }

        await client._process.WaitForExitAsync().WaitAsync(Patience);
        Assert.That(client._process.ExitCode, Is.Zero, await client._errors);
        return last ?? throw new InvalidOperationException($"{script} printed nothing. {await client._errors}");
    }

    /// <summary>The next line that reports this event, or one that came before.</summary>
    public async Task<JsonObject> WaitForAsync(string name)
    {
        while (_lines.Find(line => line["event"]?.GetValue<string>() == name) is null)
        {
            if (await ReadAsync() is null)
            {
                throw new InvalidOperationException($"The client ended without reporting {name}. {await _errors}");
            }
        }

        var found = _lines.Find(line => line["event"]?.GetValue<string>() == name)!;
        _lines.Remove(found);
        return found;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private static Process Launch(string program, string[] arguments) => Process.Start(new ProcessStartInfo(program, arguments)
    {
        WorkingDirectory = Folder,
        UseShellExecute = false,
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    private async Task<JsonObject?> ReadAsync()
    {
        if (await _process.StandardOutput.ReadLineAsync().WaitAsync(Patience) is not { } line)
        {
            return null;
        }

        var read = JsonNode.Parse(line)!.AsObject();
        _lines.Add(read);
        return read;
    }
}
