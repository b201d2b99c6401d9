namespace SlackAgents.Host.Traces;

/// <summary>What stands around every page.</summary>
internal static class PageFrame
{
    /// <param name="files">The page's own style sheet and, where it has one, script.</param>
    public static Html Render(Html title, Html files, Html body) => Html.Of($"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="robots" content="noindex, nofollow">
        <meta name="color-scheme" content="light dark">
        <title>{title} · SlackAgents</title>
        {files}
        </head>
        <body>
        {body}
        </body>
        </html>
        """);
}
