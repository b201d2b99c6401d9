using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace SlackAgents.Gateway.Git;

/// <summary>Begins answers of the two services and passes git's output on as it comes.</summary>
internal static class GitResponse
{
    public static async Task BeginAdvertisementAsync(HttpContext context, string service, bool withHeader, CancellationToken cancellationToken)
    {
        context.Response.ContentType = GitService.AdvertisementType(service);
        if (withHeader)
        {
            var output = new ArrayBufferWriter<byte>();
            PktLineWriter.Write(output, $"# service={service}\n");
            PktLineWriter.Flush(output);
            await context.Response.Body.WriteAsync(output.WrittenMemory, cancellationToken);
        }
    }

    public static async ValueTask WriteAsync(HttpContext context, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await context.Response.Body.WriteAsync(bytes, cancellationToken);
        await context.Response.Body.FlushAsync(cancellationToken);
    }
}
