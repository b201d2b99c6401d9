using System.Globalization;
using System.Text.Json;
using System.Threading.Channels;
using SlackAgents.Core.Sandboxes;
using SlackAgents.Testing.Time;

namespace SlackAgents.Testing.Fakes;

/// <summary>What a scripted agent can do in its turn: print, read what the host writes, push to the run's quarantine.</summary>
internal sealed class FakeTurn(string runDirectory, GatewaySession door, Func<GatewaySession?> openDoor, Action<string> print, ChannelReader<string> input, CancellationToken killed)
{
    private const string EndOfInput = """{"type":"slackagents.end"}""";

    public GatewaySession Door => door;

    /// <summary>Cancelled when the host stops the sandbox.</summary>
    public CancellationToken Killed => killed;

    public int Number => int.Parse(Workspace["turn"], CultureInfo.InvariantCulture);

    /// <summary>What the agent was told.</summary>
    public string Prompt
    {
        get
        {
            using var line = JsonDocument.Parse(File.ReadAllText(Path.Combine(runDirectory, "turn", "stdin")));
            return line.RootElement.GetProperty("message").GetProperty("content")[0].GetProperty("text").GetString()!;
        }
    }

    /// <summary>Where a file of the run's folder lies on the host.</summary>
    /// <param name="path">As the sandbox sees it, below <c>/run/slackagents/</c>.</param>
    public string OnHost(string path) => Path.Combine(runDirectory, path["/run/slackagents/".Length..]);

    public IReadOnlyList<string> Arguments => File.ReadAllText(Path.Combine(runDirectory, "turn", "argv")).Split('\0', StringSplitOptions.RemoveEmptyEntries);

    public IReadOnlyDictionary<string, string> Workspace => File.ReadAllText(Path.Combine(runDirectory, "turn", "workspace"))
        .Split('\0', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('=', 2))
        .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

    public async Task UntilKilledAsync() => await new TaskCompletionSource().Task.WaitAsync(killed);

    public void Print(string line) => print(line);

    /// <summary>The harness's first line: it has a session.</summary>
    public void Begin() => Print($$"""{"type":"system","subtype":"init","session_id":"5e551017-0000-4000-8000-000000000001","model":"some-model","uuid":"{{Guid.NewGuid()}}"}""");

    public void Say(string text) => Print($$"""{"type":"assistant","message":{"id":"msg_{{Guid.NewGuid():N}}","role":"assistant","content":[{"type":"text","text":{{JsonSerializer.Serialize(text)}}}]},"session_id":"5e551017-0000-4000-8000-000000000001","uuid":"{{Guid.NewGuid()}}"}""");

    /// <summary>The harness's last word.</summary>
    public void Finish(string answer) => Print($$"""{"type":"result","subtype":"success","is_error":false,"num_turns":1,"result":{{JsonSerializer.Serialize(answer)}},"terminal_reason":"completed","session_id":"5e551017-0000-4000-8000-000000000001","total_cost_usd":0.01,"usage":{"input_tokens":1,"output_tokens":1},"uuid":"{{Guid.NewGuid()}}"}""");

    /// <summary>The next line that the host writes, or null at the end of the input.</summary>
    public async Task<string?> ReadInputAsync() => await input.ReadAsync(killed) is var line && line == EndOfInput ? null : line;

    /// <summary>The next order of the host to the driver. Null at the end of the input.</summary>
    public async Task<DriverOrder?> ReadOrderAsync()
    {
        if (await ReadInputAsync() is not { } line)
        {
            return null;
        }

        using var document = JsonDocument.Parse(line);
        var root = document.RootElement;
        return new DriverOrder(root.GetProperty("type").GetString()!, root.GetProperty("id").GetString()!, root.TryGetProperty("text", out var text) ? text.GetString()! : string.Empty);
    }

    /// <summary>Says what became of a message: queued, delivered or refused.</summary>
    public void Receipt(string id, string state) => Print($$"""{"type":"driver.receipt","id":"{{id}}","state":"{{state}}"}""");

    /// <summary>The harness's last word on a turn that was interrupted.</summary>
    public void Abort() => Print($$"""{"type":"result","subtype":"error_during_execution","is_error":true,"num_turns":1,"terminal_reason":"aborted_tools","session_id":"5e551017-0000-4000-8000-000000000001","uuid":"{{Guid.NewGuid()}}"}""");

    /// <summary>The driver has nothing more to do.</summary>
    public void Idle() => Print("""{"type":"driver.idle"}""");

    /// <summary>Waits until the host closes the input, as the real CLI does after its result.</summary>
    public async Task<IReadOnlyList<string>> ReadInputToEndAsync()
    {
        var lines = new List<string>();
        while (await input.ReadAsync(killed) is var line && line != EndOfInput)
        {
            lines.Add(line);
        }

        return lines;
    }

    /// <summary>
    /// Asks the people of the thread, as a real agent does: a call that a dying host cut off is made again when the next
    /// host has opened the door.
    /// </summary>
    public async Task<ToolAnswer> AskAsync(ToolQuestion question)
    {
        while (true)
        {
            var through = openDoor() ?? door;
            using var leaving = CancellationTokenSource.CreateLinkedTokenSource(killed);
            var asking = through.Tools!.AskAsync(question, leaving.Token);
            await Eventually.IsTrueAsync(() => asking.IsCompleted || killed.IsCancellationRequested || (openDoor() is { } next && next != through));
            if (asking.IsCompleted)
            {
                return await asking;
            }

            await leaving.CancelAsync();
            killed.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Commits a file on the run's branch and pushes it through the door.</summary>
    public async Task<string> PushAsync(string path, string content)
    {
        var through = openDoor() ?? door;
        try
        {
            return GitRepository.Commit(await through.Quarantine.WaitAsync(killed), through.Branch, path, content);
        }
        catch (Exception exception) when (exception is not InvalidOperationException && !killed.IsCancellationRequested)
        {
            // As the real launcher: a push that a dying host cut off is repeated when the next host has opened the door.
            await Eventually.IsTrueAsync(() => killed.IsCancellationRequested || (openDoor() is { } next && next != through));
            killed.ThrowIfCancellationRequested();
            return await PushAsync(path, content);
        }
    }
}
