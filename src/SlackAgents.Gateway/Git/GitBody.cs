using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace SlackAgents.Gateway.Git;

/// <summary>The body of a git request as git wants to read it: unpacked, and bounded before and after.</summary>
internal static class GitBody
{
    /// <exception cref="GitRefusal">An encoding that git does not use.</exception>
    public static Stream Open(HttpContext context, long limit, Func<int, bool> count)
    {
        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = limit;
        var encoding = context.Request.Headers.ContentEncoding.ToString();
        return encoding.ToLowerInvariant() switch
        {
            "" or "identity" => new BoundedStream(context.Request.Body, limit, count),
            "gzip" or "x-gzip" => new BoundedStream(new GZipStream(context.Request.Body, CompressionMode.Decompress), limit, count),
            _ => throw new GitRefusal(StatusCodes.Status415UnsupportedMediaType, "Only gzip bodies can be read here."),
        };
    }
}
