using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace SlackAgents.Tests.GitHub;

/// <summary>The far side of the wire: answers by path and remembers what was asked.</summary>
internal sealed class ScriptedGitHub : HttpMessageHandler
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<Answer>> _answers = new(StringComparer.Ordinal);

    public ConcurrentQueue<Call> Calls { get; } = new();

    /// <summary>Answers a call. The last answer of a path is repeated.</summary>
    public ScriptedGitHub On(string call, int status, string body = "{}", params (string Name, string Value)[] headers)
    {
        _answers.GetOrAdd(call, _ => new()).Enqueue(new Answer(status, body, headers));
        return this;
    }

    public IEnumerable<Call> CallsOf(string call) => Calls.Where(one => one.Name == call);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var name = $"{request.Method} {request.RequestUri!.PathAndQuery}";
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        Calls.Enqueue(new Call(name, request.RequestUri, request.Headers.Authorization?.ToString() ?? "", body, request.Headers.ToString()));
        var answers = _answers.TryGetValue(name, out var found) ? found : throw new AssertionException($"Nothing was scripted for '{name}'.");
        Answer answer;
        while (!(answers.Count > 1 ? answers.TryDequeue(out answer!) : answers.TryPeek(out answer!)))
        {
            // Two calls at once: look again.
        }

        if (answer.Status == 0)
        {
            throw new HttpRequestException("connection reset");
        }

        var response = new HttpResponseMessage((HttpStatusCode)answer.Status) { Content = new StringContent(answer.Body, Encoding.UTF8, "application/json"), RequestMessage = request };
        foreach (var (header, value) in answer.Headers)
        {
            response.Headers.TryAddWithoutValidation(header, value);
        }

        return response;
    }

    internal sealed record Call(string Name, Uri Address, string Authorization, string Body, string Headers);

    private sealed record Answer(int Status, string Body, (string Name, string Value)[] Headers);
}
