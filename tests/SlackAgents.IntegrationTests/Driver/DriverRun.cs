using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using SlackAgents.Core.Harnesses.Driver;
using SlackAgents.Testing;
using SlackAgents.Testing.Time;

namespace SlackAgents.IntegrationTests.Driver;

/// <summary>The driver of the sandbox with a stub agent, as the sandbox's script starts it.</summary>
internal sealed class DriverRun : IAsyncDisposable
{
    public const string PromptId = "prompt-1";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TempDirectory _folder = new();
    private readonly Process _process;
    private readonly List<string> _lines = [];
    private readonly List<string> _errors = [];
    private readonly Task _reading;

    private DriverRun(string firstLine)
    {
        Directory.CreateDirectory(Home);
        var start = new ProcessStartInfo("node", [Path.Combine(RepositoryRoot.Path, "src", "sandbox", "driver", "main.mjs")])
        {
            WorkingDirectory = _folder.Path,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["HOME"] = Home;
        _process = Process.Start(start)!;
        _reading = Task.WhenAll(KeepAsync(_process.StandardOutput, _lines), KeepAsync(_process.StandardError, _errors));
        Write(firstLine);
    }

    public string Home => _folder.Combine("home");

    public int ProcessId => _process.Id;

    /// <summary>What the driver printed so far.</summary>
    public IReadOnlyList<string> Lines => Copy(_lines);

    /// <summary>What the driver and the agent said on the error stream so far.</summary>
    public string Errors => string.Join('\n', Copy(_errors));

    /// <summary>The driver's own lines, without their common prefix: <c>receipt m1 queued</c>.</summary>
    public IReadOnlyList<string> Said => [.. Parsed.Where(line => Text(line, "type").StartsWith("driver.", StringComparison.Ordinal)).Select(Summary)];

    /// <summary>What the agent said in chunks of text, one entry a line.</summary>
    public IReadOnlyList<string> Chunks => [.. Parsed.Select(Chunk).OfType<string>()];

    /// <summary>What the agent got from the driver.</summary>
    public IReadOnlyList<JsonObject> Got => [.. Copy(_errors).Where(line => line.StartsWith("got ", StringComparison.Ordinal)).Select(line => JsonNode.Parse(line[4..])!.AsObject())];

    private IEnumerable<JsonObject> Parsed => Lines.Select(line => JsonNode.Parse(line)!.AsObject());

    public static DriverPlan Plan(string dialect, string scenario) => new()
    {
        Dialect = dialect,
        Command = ["node", Path.Combine(AppContext.BaseDirectory, "Driver", "Agents", $"{dialect}.mjs"), scenario],
        PromptId = PromptId,
        Prompt = "do it",
    };

    public static DriverRun Acp(string scenario, Func<DriverPlan, DriverPlan>? change = null) => Start(Plan("acp", scenario), change);

    public static DriverRun Codex(string scenario, Func<DriverPlan, DriverPlan>? change = null) => Start(Plan("codex", scenario), change);

    public static DriverRun WithFirstLine(string line) => new(line);

    /// <summary>Starts, closes the input when nothing is left to do, and waits for the end.</summary>
    public static async Task<DriverRun> ToEndAsync(DriverRun run)
    {
        await run.SaysAsync("idle");
        await run.CloseAsync();
        return run;
    }

    public void Steer(string id, string text) => Write(DriverLines.Steer(id, text));

    public void Interrupt(string id) => Write(DriverLines.Interrupt(id));

    public void Write(string line)
    {
        _process.StandardInput.Write(line + "\n");
        _process.StandardInput.Flush();
    }

    /// <summary>Lets the stub go on where it waits for this.</summary>
    public void Open(string gate) => File.WriteAllText(_folder.Combine(gate), string.Empty);

    public void Signal(string name) => Process.Start("kill", [$"-{name}", $"{ProcessId}"]).WaitForExit();

    /// <summary>Waits for a line of the driver.</summary>
    public Task SaysAsync(string summary) => Eventually.ThatAsync(() => Said, Has.Some.EqualTo(summary));

    /// <summary>Waits until the agent has told this tool call's state.</summary>
    public Task ToolIsAsync(string state) =>
        Eventually.ThatAsync(() => Lines, Has.Some.Contain("tool_call").And.Some.Contain($"\"{state}\""));

    public void CloseInput() => _process.StandardInput.Close();

    public async Task<int> CloseAsync()
    {
        CloseInput();
        return await EndAsync();
    }

    public async Task<int> EndAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Patience);
        await _reading.WaitAsync(Patience);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        _folder.Dispose();
    }

    private static DriverRun Start(DriverPlan plan, Func<DriverPlan, DriverPlan>? change) => new((change?.Invoke(plan) ?? plan).ToLine());

    private static string Summary(JsonObject line) =>
        string.Join(' ', new[] { Text(line, "type")["driver.".Length..], Text(line, "id"), Text(line, "state") }.Where(part => part.Length > 0));

    private static string? Chunk(JsonObject line)
    {
        var update = line["params"] is JsonObject parameters ? parameters["update"] : null;
        return update is not null && Text(update.AsObject(), "sessionUpdate").EndsWith("_chunk", StringComparison.Ordinal)
            ? update["content"]!["text"]!.GetValue<string>()
            : null;
    }

    private static string Text(JsonObject line, string name) => line[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : string.Empty;

    private static async Task KeepAsync(StreamReader reader, List<string> lines)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            lock (lines)
            {
                lines.Add(line);
            }
        }
    }

    private static List<string> Copy(List<string> lines)
    {
        lock (lines)
        {
            return [.. lines];
        }
    }
}
