namespace SlackAgents.Host.Traces;

/// <summary>Headers of every page that a person opens: nothing from elsewhere, nothing kept, nothing framed.</summary>
internal static class PageHeaders
{
    /// <remarks>
    /// Addresses of workers are text that a browser would run: the one policy that may make them is the viewer's
    /// (<c>src/viewer/src/sources/filePort.ts</c>), and it makes none but its own.
    /// </remarks>
    /// <param name="formTargets">Where forms of the page may lead to, redirects included.</param>
    public static void Set(IHeaderDictionary headers, string formTargets = "'none'")
    {
        headers.CacheControl = "no-store";
        headers.ContentSecurityPolicy = $"default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; worker-src 'self'; require-trusted-types-for 'script'; trusted-types slackagents-worker; base-uri 'none'; form-action {formTargets}; frame-ancestors 'none'";
        headers["Referrer-Policy"] = "no-referrer";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["X-Robots-Tag"] = "noindex, nofollow";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
    }
}
