using System.Text.Json;
using SlackAgents.Core.Harnesses;
using SlackAgents.Core.Harnesses.Driver;

namespace SlackAgents.Testing.Fakes;

/// <summary>Lines of the driver, and those of Claude Code between them.</summary>
internal sealed class FakeHarnessReader(IHarnessReader inner) : IHarnessReader
{
    private bool? _idle;

    public bool TurnEnded => _idle ?? inner.TurnEnded;

    public IReadOnlyList<HarnessEvent> Read(string line)
    {
        if (!line.Contains("\"driver.", StringComparison.Ordinal))
        {
            return inner.Read(line);
        }

        using var document = JsonDocument.Parse(line);
        _idle = DriverLines.SaysIdle(document.RootElement) ?? _idle;
        return DriverLines.Read(document.RootElement) is { } what ? [what] : inner.Read(line);
    }

    public void ReadError(string line) => inner.ReadError(line);

    public HarnessOutcome Conclude(int? exitCode, bool outOfMemory) => inner.Conclude(exitCode, outOfMemory);
}
