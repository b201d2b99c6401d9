namespace SlackAgents.Host.Traces;

/// <summary>
/// The page that the viewer (<c>src/viewer</c>) draws itself into: a title, the data that it begins with, and, for who has
/// no script, what there is to say in a few lines.
/// </summary>
internal sealed class ShellPage(ViewerAssets assets)
{
    /// <param name="root">The way from this page to the root of the site, for example <c>../</c>.</param>
    /// <param name="boot">JSON; the viewer's <c>boot.ts</c> says what is in it.</param>
    public Html Render(string root, Html title, Html noScript, string boot) => PageFrame.Render(
        title,
        Html.Of($"""
            <link rel="stylesheet" href="{root + assets.StyleSheet}">
            <script type="module" src="{root + assets.Script}"></script>
            """),
        Html.Of($"""
            <noscript><main>{noScript}</main></noscript>
            <div id="app"></div>
            <script id="boot" type="application/json">{Html.Json(boot)}</script>
            """));
}
