using BenchmarkDotNet.Attributes;
using SlackAgents.Benchmarks.Ingest;
using SlackAgents.Core.Harnesses.ClaudeCode;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Publishing;
using SlackAgents.Core.Traces;

namespace SlackAgents.Benchmarks.HotPaths;

/// <summary>What is done to every line that an agent prints. Public and open, as BenchmarkDotNet wants it.</summary>
[MemoryDiagnoser]
public class LineBenchmarks
{
    private const int Lines = 500;

    private readonly List<string> _lines = RecordedLines.Make(Lines);
    private readonly List<TraceEntry> _entries = [];
    private readonly SecretRedactor _redactor;
    private readonly TraceRedactor _traceRedactor;

    public LineBenchmarks()
    {
        var secrets = new SecretRegistry(TimeProvider.System);
        for (var number = 0; number < 20; number++)
        {
            secrets.Add($"configured-secret-that-never-comes-{number}");
        }

        _redactor = new SecretRedactor(secrets, SecretShapes.Redact);
        _traceRedactor = new TraceRedactor(_redactor.Redact);
        var reader = new ClaudeCodeReader(Guid.Empty.ToString());
        foreach (var line in _lines)
        {
            _entries.AddRange(reader.Read(line).Select(what => new TraceEntry(1, DateTimeOffset.UnixEpoch, what.Event, what.Key, line)));
        }
    }

    [Benchmark(OperationsPerInvoke = Lines, Description = "read a line of the agent into events")]
    public int Read()
    {
        var reader = new ClaudeCodeReader(Guid.Empty.ToString());
        return _lines.Sum(line => reader.Read(line).Count);
    }

    [Benchmark(OperationsPerInvoke = Lines, Description = "look for secrets in a line")]
    public int Redact() => _lines.Sum(line => _redactor.Redact(line).Length);

    [Benchmark(OperationsPerInvoke = Lines, Description = "an event as it is stored: JSON, key and line, without secrets")]
    public long Store() => _entries.Sum(entry => _traceRedactor.Redact(entry).Size);
}
