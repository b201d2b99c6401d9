using SlackAgents.Core.Ids;

namespace SlackAgents.EndToEndTests.Viewer;

/// <summary>A run that was put into the store, with a link that opens it.</summary>
internal sealed record SeededRun(RunId Id, Uri Link)
{
    /// <summary>The page with a view in its address.</summary>
    public Uri At(string hash) => new(Link, Link.PathAndQuery + "#" + hash);
}
