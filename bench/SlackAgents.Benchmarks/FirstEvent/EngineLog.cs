using SlackAgents.Benchmarks.Stage;
using SlackAgents.Docker.Containers;
using SlackAgents.Docker.Sandboxes;
using SlackAgents.Docker.Streams;

namespace SlackAgents.Benchmarks.FirstEvent;

/// <summary>What a container wrote, with the engine's time of each line: when a thing happened, not when the host read of it.</summary>
internal sealed class EngineLog(IReadOnlyList<AssembledLine> lines)
{
    /// <summary>Standard output and standard error, in order.</summary>
    public IReadOnlyList<AssembledLine> Lines => lines;

    public static async Task<EngineLog> ReadAsync(EngineStage engine, string container, CancellationToken cancellationToken)
    {
        var assembler = new OutputLineAssembler(SandboxOutputReader.LineLimit);
        var lines = new List<AssembledLine>();
        await using var stream = await engine.Client.Containers.GetContainerLogsAsync(container, new ContainerLogsParameters(Follow: false, Since: null), cancellationToken);
        while (await stream.ReadFrameAsync(cancellationToken) is { } frame)
        {
            assembler.Add(frame, lines);
        }

        assembler.Flush(lines);
        return new EngineLog(lines);
    }

    /// <exception cref="BenchException">No line holds that text.</exception>
    public DateTimeOffset TimeOf(string text)
    {
        foreach (var line in lines)
        {
            if (line.Text.Contains(text, StringComparison.Ordinal))
            {
                return TimeOf(line);
            }
        }

        throw new BenchException($"The container never wrote {text}. It wrote: {string.Join(' ', lines.Select(line => line.Text).TakeLast(3))}");
    }

    public static DateTimeOffset TimeOf(AssembledLine line) => DateTimeOffset.UnixEpoch.AddTicks(line.Time.Nanoseconds / TimeSpan.NanosecondsPerTick);

    public DateTimeOffset TimeOfStep(string step, string state) => TimeOf($"\"slackagents.step\",\"step\":\"{step}\",\"state\":\"{state}\"");

    /// <summary>When the agent CLI said that its session began: the first event of an agent.</summary>
    public DateTimeOffset TimeOfSession() => TimeOf("\"subtype\":\"init\"");
}
