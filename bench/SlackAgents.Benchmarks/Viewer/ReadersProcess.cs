using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using SlackAgents.Benchmarks.Stage;

namespace SlackAgents.Benchmarks.Viewer;

/// <summary>The process of the readers (<see cref="ReadersCommand"/>), seen from here.</summary>
internal sealed class ReadersProcess : IDisposable
{
    private readonly Process _process;

    private ReadersProcess(Process process) => _process = process;

    public double CpuSeconds => ProcessMeter.CpuSeconds(_process.Id);

    public static ReadersProcess Start(int readers)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true };
        start.ArgumentList.Add(typeof(ReadersProcess).Assembly.Location);
        start.ArgumentList.Add(ReadersCommand.Name);
        start.ArgumentList.Add(readers.ToString(CultureInfo.InvariantCulture));
        return new ReadersProcess(Process.Start(start) ?? throw new BenchException("The readers do not start."));
    }

    /// <summary>Tells the readers to do something, and returns when it is done.</summary>
    public async Task<ReaderReport> SayAsync(string line, CancellationToken cancellationToken)
    {
        await _process.StandardInput.WriteLineAsync(line.AsMemory(), cancellationToken);
        await _process.StandardInput.FlushAsync(cancellationToken);
        var answer = await _process.StandardOutput.ReadLineAsync(cancellationToken) ?? throw new BenchException("The readers ended.");
        return JsonSerializer.Deserialize<ReaderReport>(answer)!;
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(5_000))
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
