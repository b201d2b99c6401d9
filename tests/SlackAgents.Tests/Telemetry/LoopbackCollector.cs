using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace SlackAgents.Tests.Telemetry;

/// <summary>A collector on a loopback port that reads what it is sent and answers as it is told.</summary>
internal sealed class LoopbackCollector : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly bool _isGrpc;
    private readonly ConcurrentQueue<ReceivedSpan> _spans = new();
    private readonly ConcurrentQueue<string> _requests = new();

    private LoopbackCollector(WebApplication app, bool isGrpc)
    {
        _app = app;
        _isGrpc = isGrpc;
    }

    public string Address => _app.Urls.First();

    public IReadOnlyList<ReceivedSpan> Spans => [.. _spans];

    /// <summary>Path, content type and the header <c>x-key</c> of each request, refused ones as well.</summary>
    public IReadOnlyList<string> Requests => [.. _requests];

    /// <summary>HTTP status of the answers; for gRPC the status in the trailers.</summary>
    public int Answer { get; set; }

    public static async Task<LoopbackCollector> StartAsync(bool isGrpc, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = isGrpc ? HttpProtocols.Http2 : HttpProtocols.Http1));
        builder.Services.AddRoutingCore();
        var app = builder.Build();
        var collector = new LoopbackCollector(app, isGrpc) { Answer = isGrpc ? 0 : 200 };
        app.Run(collector.TakeAsync);
        await app.StartAsync(cancellationToken);
        return collector;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        _requests.Enqueue($"{context.Request.Path} {context.Request.ContentType} {context.Request.Headers["x-key"]}");
        var isTaken = Answer is 0 or 200;
        foreach (var span in isTaken ? Read(context.Request.ContentType!, body.ToArray()) : [])
        {
            _spans.Enqueue(span);
        }

        if (_isGrpc)
        {
            context.Response.ContentType = "application/grpc";
            await context.Response.Body.WriteAsync(new byte[5], context.RequestAborted);
            context.Response.AppendTrailer("grpc-status", Answer.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
        else
        {
            context.Response.StatusCode = Answer;
        }
    }

    private static IReadOnlyList<ReceivedSpan> Read(string type, byte[] body) => type switch
    {
        "application/grpc" => OtlpReader.ReadProtobuf(body[5..]),
        "application/json" => OtlpReader.ReadJson(Encoding.UTF8.GetString(body)),
        _ => OtlpReader.ReadProtobuf(body),
    };
}
