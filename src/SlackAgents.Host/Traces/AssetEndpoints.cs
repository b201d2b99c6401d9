using System.Reflection;
using Microsoft.Net.Http.Headers;

namespace SlackAgents.Host.Traces;

/// <summary>Hands out the files of the pages. They hold nothing of anybody's run, so nobody is asked for a link.</summary>
internal static class AssetEndpoints
{
    private const string Page = "page.css";

    public static void MapAssets(this IEndpointRouteBuilder routes)
    {
        // Of the small pages that have no script; its name has no hash, so it is asked for again.
        var page = ReadPage();
        routes.MapGet($"/assets/{Page}", (HttpContext context) =>
        {
            PageHeaders.Set(context.Response.Headers);
            return Results.Bytes(page, "text/css; charset=utf-8");
        });
        routes.MapGet("/assets/{name}", Get);
    }

    private static IResult Get(string name, HttpContext context, ViewerAssets assets)
    {
        var headers = context.Response.Headers;
        PageHeaders.Set(headers);
        if (assets.Find(name) is not { } asset)
        {
            return Results.NotFound();
        }

        headers.CacheControl = "public, max-age=31536000, immutable";
        headers.Vary = HeaderNames.AcceptEncoding;
        var (bytes, encoding) = Choose(asset, context.Request);
        if (encoding is not null)
        {
            headers.ContentEncoding = encoding;
        }

        return Results.Bytes(bytes, asset.ContentType);
    }

    private static (byte[] Bytes, string? Encoding) Choose(ViewerAsset asset, HttpRequest request)
    {
        return asset switch
        {
            { Brotli: { } brotli } when Accepts("br") => (brotli, "br"),
            { GZip: { } gzip } when Accepts("gzip") => (gzip, "gzip"),
            _ => (asset.Plain, null),
        };

        bool Accepts(string encoding) =>
            request.GetTypedHeaders().AcceptEncoding.Any(one => one.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase) && one.Quality is not 0);
    }

    private static byte[] ReadPage()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Page) ?? throw new InvalidOperationException($"{Page} is not embedded.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
