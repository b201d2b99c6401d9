using System.Globalization;
using System.Text.Json;

namespace SlackAgents.Tests.Host;

/// <summary>A browser's end of a live stream.</summary>
internal sealed class LiveEvents : IDisposable
{
    private readonly HttpResponseMessage _answer;
    private readonly StreamReader _reader;

    private LiveEvents(HttpResponseMessage answer, StreamReader reader)
    {
        _answer = answer;
        _reader = reader;
    }

    public static async Task<LiveEvents> OpenAsync(TraceSite site, string more = "", string? lastEventId = null, CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, site.Path("/events", more));
        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastEventId);
        }

        var answer = await site.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        Assert.That(answer.Content.Headers.ContentType!.MediaType, Is.EqualTo("text/event-stream"));
        return new LiveEvents(answer, new StreamReader(await answer.Content.ReadAsStreamAsync(cancellationToken)));
    }

    /// <summary>Sequences of entries up to this one, in the order in which they came.</summary>
    public async Task<IReadOnlyList<long>> ReadToAsync(long sequence, CancellationToken cancellationToken)
    {
        var sequences = new List<long>();
        while (sequences.Count == 0 || sequences[^1] < sequence)
        {
            var (kind, data) = await ReadAsync(cancellationToken);
            if (kind == "entry")
            {
                sequences.Add(JsonDocument.Parse(data).RootElement.GetProperty("sequence").GetInt64());
            }
        }

        return sequences;
    }

    /// <summary>The next event of this kind.</summary>
    public async Task<string> ReadAsync(string kind, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await ReadAsync(cancellationToken) is var (found, data) && found == kind)
            {
                return data;
            }
        }
    }

    /// <summary>What comes next: an event and its data, or <c>:</c> for a sign of life.</summary>
    /// <exception cref="EndOfStreamException">The other side has ended it.</exception>
    public async Task<(string Kind, string Data)> ReadAsync(CancellationToken cancellationToken)
    {
        var (kind, data, id) = (string.Empty, string.Empty, string.Empty);
        while (await _reader.ReadLineAsync(cancellationToken) is { } line)
        {
            switch (line)
            {
                case "" when kind.Length > 0:
                    Assert.That(id, Is.EqualTo(kind == "entry" ? JsonDocument.Parse(data).RootElement.GetProperty("sequence").GetInt64().ToString(CultureInfo.InvariantCulture) : string.Empty));
                    return (kind, data);
                case [':', ..]:
                    return (":", string.Empty);
                default:
                    kind = After("event: ", line) ?? kind;
                    data = After("data: ", line) ?? data;
                    id = After("id: ", line) ?? id;
                    break;
            }
        }

        throw new EndOfStreamException();
    }

    public void Dispose()
    {
        _reader.Dispose();
        _answer.Dispose();
    }

    private static string? After(string start, string line) => line.StartsWith(start, StringComparison.Ordinal) ? line[start.Length..] : null;
}
