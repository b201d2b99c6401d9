using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using SlackAgents.Playground;

namespace SlackAgents.IntegrationTests.Playground;

/// <summary>A bare socket of the app: acknowledges nothing unless told to.</summary>
internal sealed class SocketClient : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ClientWebSocket _socket = new();

    public static async Task<SocketClient> ConnectAsync(PlaygroundServer server)
    {
        var client = new SocketClient();
        await client._socket.ConnectAsync(await AddressAsync(server), CancellationToken.None);
        return client;
    }

    public static async Task<Uri> AddressAsync(PlaygroundServer server)
    {
        var answer = await CallAsync(server, "apps.connections.open", server.AppToken, []);
        return new Uri(answer.Body["url"]!.GetValue<string>());
    }

    public static async Task<(int Status, JsonObject Body, HttpResponseHeaders Headers)> CallAsync(PlaygroundServer server, string method, string token, JsonObject arguments)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, server.SlackApiUrl + method) { Content = new StringContent(arguments.ToJsonString(), Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await http.SendAsync(request);
        return ((int)response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject(), response.Headers);
    }

    /// <summary>The next frame; null when the socket was closed.</summary>
    public async Task<JsonObject?> ReceiveAsync()
    {
        using var frame = new MemoryStream();
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var result = await _socket.ReceiveAsync(buffer, CancellationToken.None).WaitAsync(Patience);
            if (result.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            await frame.WriteAsync(buffer.AsMemory(0, result.Count));
            if (result.EndOfMessage)
            {
                return JsonNode.Parse(frame.ToArray())!.AsObject();
            }
        }
    }

    public Task SendAsync(JsonObject frame) =>
        _socket.SendAsync(Encoding.UTF8.GetBytes(frame.ToJsonString()), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    public Task AcknowledgeAsync(JsonObject envelope) => SendAsync(new JsonObject { ["envelope_id"] = envelope["envelope_id"]!.DeepClone() });

    public ValueTask DisposeAsync()
    {
        _socket.Abort();
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }
}
