using Microsoft.AspNetCore.Http;

namespace SlackAgents.Playground.Web;

/// <summary>The page's own files, embedded in the assembly: nothing is loaded from anywhere else.</summary>
internal static class AssetFile
{
    public static async Task WriteAsync(HttpContext context, string name)
    {
        await using var asset = typeof(AssetFile).Assembly.GetManifestResourceStream($"asset:{name}");
        if (asset is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        context.Response.ContentType = Path.GetExtension(name) switch
        {
            ".css" => "text/css; charset=utf-8",
            ".js" => "text/javascript; charset=utf-8",
            _ => "text/html; charset=utf-8",
        };
        context.Response.Headers.CacheControl = "no-cache";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.ContentSecurityPolicy =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        await asset.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
