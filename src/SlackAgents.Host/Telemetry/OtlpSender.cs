using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Options;
using SlackAgents.Core.Ids;

namespace SlackAgents.Host.Telemetry;

/// <summary>
/// Sends spans to a collector over OTLP (opentelemetry.io/docs/specs/otlp). It is written out here because the SDK's exporter
/// takes spans whose ids it made itself, and a span that is sent again after a restart has to be the same span.
/// </summary>
internal sealed class OtlpSender(IHttpClientFactory clients, IOptions<TelemetryOptions> options, InstanceId instance)
{
    public const string ClientName = "otlp";

    private const string HttpPath = "/v1/traces";
    private const string GrpcPath = "/opentelemetry.proto.collector.trace.v1.TraceService/Export";

    private readonly Lazy<SpanResource> _resource = new(() => SpanResource.Of(options.Value, instance.Value));

    /// <summary>Who the spans are from.</summary>
    public SpanResource Resource => _resource.Value;

    public async Task<OtlpAnswer> SendAsync(IReadOnlyList<Span> spans, CancellationToken cancellationToken)
    {
        try
        {
            using var request = RequestOf(spans);
            using var client = clients.CreateClient(ClientName);
            using var response = await client.SendAsync(request, cancellationToken);
            await response.Content.LoadIntoBufferAsync(64 * 1024, cancellationToken);
            return options.Value.Protocol is TelemetryProtocol.Grpc ? OfGrpc(response) : OfHttp(response);
        }
        catch (HttpRequestException exception)
        {
            return OtlpAnswer.Later($"The collector at {Place} cannot be reached: {exception.Message}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return OtlpAnswer.Later($"The collector at {Place} did not answer in time.");
        }
    }

    private Uri Endpoint => new(options.Value.OtlpEndpoint!);

    /// <summary>Without path and query, which may hold a key.</summary>
    private string Place => Endpoint.GetLeftPart(UriPartial.Authority);

    private HttpRequestMessage RequestOf(IReadOnlyList<Span> spans)
    {
        var isGrpc = options.Value.Protocol is TelemetryProtocol.Grpc;
        var request = new HttpRequestMessage(HttpMethod.Post, isGrpc ? new Uri(Endpoint, GrpcPath) : Endpoint.AbsolutePath is "/" ? new Uri(Endpoint, HttpPath + Endpoint.Query) : Endpoint);
        foreach (var (name, value) in options.Value.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (isGrpc)
        {
            request.Version = HttpVersion.Version20;
            request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
            request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
            request.Content = Content(Framed(OtlpProtobuf.Write(Resource, spans)), "application/grpc");
        }
        else
        {
            request.Content = options.Value.Protocol is TelemetryProtocol.HttpJson
                ? Content(OtlpJson.Write(Resource, spans), "application/json")
                : Content(OtlpProtobuf.Write(Resource, spans), "application/x-protobuf");
        }

        return request;
    }

    private static ReadOnlyMemoryContent Content(ReadOnlyMemory<byte> bytes, string type) => new(bytes) { Headers = { ContentType = new MediaTypeHeaderValue(type) } };

    /// <summary>gRPC's frame: not compressed, and the length.</summary>
    private static byte[] Framed(ReadOnlyMemory<byte> message)
    {
        var framed = new byte[5 + message.Length];
        BinaryPrimitives.WriteUInt32BigEndian(framed.AsSpan(1), (uint)message.Length);
        message.CopyTo(framed.AsMemory(5));
        return framed;
    }

    private OtlpAnswer OfHttp(HttpResponseMessage response)
    {
        if (response.IsSuccessStatusCode)
        {
            return OtlpAnswer.Yes;
        }

        var sentence = string.Create(CultureInfo.InvariantCulture, $"The collector at {Place} answers with HTTP {(int)response.StatusCode}.");
        return response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.UnprocessableEntity
            ? OtlpAnswer.Never(sentence)
            : OtlpAnswer.Later(sentence, response.Headers.RetryAfter?.Delta);
    }

    private OtlpAnswer OfGrpc(HttpResponseMessage response)
    {
        // In the trailers, or in the headers when there is nothing else to say.
        var status = response.TrailingHeaders.TryGetValues("grpc-status", out var trailing) ? trailing.First()
            : response.Headers.TryGetValues("grpc-status", out var leading) ? leading.First()
            : null;
        const string InvalidArgument = "3";
        return status switch
        {
            "0" when response.IsSuccessStatusCode => OtlpAnswer.Yes,
            InvalidArgument => OtlpAnswer.Never($"The collector at {Place} answers with gRPC status {status}."),
            null => OtlpAnswer.Later(string.Create(CultureInfo.InvariantCulture, $"The collector at {Place} does not speak gRPC (HTTP {(int)response.StatusCode}). Look at Telemetry:Protocol.")),
            _ => OtlpAnswer.Later($"The collector at {Place} answers with gRPC status {status}."),
        };
    }
}
