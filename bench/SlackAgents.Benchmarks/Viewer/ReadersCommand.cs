using System.Text.Json;

namespace SlackAgents.Benchmarks.Viewer;

/// <summary>
/// <c>viewer-readers COUNT</c>: readers of a run in a process of their own, told what to do line by line: <c>watch ADDRESS</c>
/// connects them all, <c>reset</c> forgets what was counted, <c>report</c> tells it as JSON.
/// </summary>
internal static class ReadersCommand
{
    public const string Name = "viewer-readers";

    public static async Task<int> RunAsync(int count, CancellationToken cancellationToken)
    {
        var tally = new ReaderTally();
        var readers = new List<LiveReader>();
        while (await Console.In.ReadLineAsync(cancellationToken) is { } line)
        {
            switch (line.Split(' '))
            {
                case ["watch", var address]:
                    readers.ForEach(reader => reader.Dispose());
                    readers.Clear();
                    readers.AddRange(Enumerable.Range(0, count).Select(_ => new LiveReader(new Uri(address), tally)));
                    foreach (var some in readers.Chunk(50))
                    {
                        await Task.WhenAll(some.Select(reader => reader.ConnectAsync(cancellationToken)));
                    }

                    break;
                case ["leave"]:
                    readers.ForEach(reader => reader.Dispose());
                    readers.Clear();
                    break;
                case ["reset"]:
                    tally.Reset();
                    break;
            }

            Console.WriteLine(JsonSerializer.Serialize(tally.Report()));
        }

        return 0;
    }
}
