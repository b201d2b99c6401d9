using System.Text;
using SlackAgents.Gateway.Tools;
using SlackAgents.Testing.Time;

namespace SlackAgents.Tests.Gateway.Tools;

internal sealed class EventStreamTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(15);

    [Test]
    public async Task A_comment_goes_out_while_nothing_is_written_and_never_inside_an_event()
    {
        var time = new ManualTimeProvider();
        using var written = new MemoryStream();
        await using var stream = new EventStream(written);
        using var over = new CancellationTokenSource();
        var alive = stream.KeepAliveAsync(Interval, time, over.Token);

        time.Advance(Interval);
        await Eventually.IsTrueAsync(() => Text(written) == ": waiting\n\n");
        await stream.WriteAsync("data: a"u8.ToArray());
        time.Advance(Interval);
        await stream.WriteAsync("\n\n"u8.ToArray());
        time.Advance(Interval);

        await Eventually.IsTrueAsync(() => Text(written).EndsWith("\n\n: waiting\n\n", StringComparison.Ordinal));
        Assert.That(Text(written), Does.Contain("data: a\n\n"));
        await over.CancelAsync();
        await alive;
    }

    private static string Text(MemoryStream stream) => Encoding.UTF8.GetString(stream.ToArray());
}
