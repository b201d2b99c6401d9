using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using SlackAgents.Playground.GitHub.Apps;
using SlackAgents.Playground.GitHub.Git;
using SlackAgents.Playground.GitHub.Users;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.GitHub.Rest;

/// <summary>An accepted call: its path values, body and token.</summary>
internal sealed class GitHubCall(SiteState state, IReadOnlyDictionary<string, string> values, HttpRequest request, MintedToken? token)
{
    public SiteState State => state;

    public MintedToken? Token => token;

    public JsonObject Body { get; init; } = [];

    /// <summary>The person who calls; null where it is an app.</summary>
    public SitePerson? User { get; init; }

    public string Value(string name) => values[name];

    public string? Query(string name) => request.Query.TryGetValue(name, out var value) ? value.ToString() : null;

    public string Accept => request.Headers.Accept.ToString();

    public int Number(string name) =>
        int.TryParse(Value(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw GitHubRefusalException.NotFound();

    /// <summary>The repository of the path. The caller made sure that the token covers it.</summary>
    public BareRepository Repository => state.FindRepository(Value("owner"), Value("repo")) ?? throw GitHubRefusalException.NotFound();

    public PullRequest Pull => state.Pulls.Find(Repository.FullName, Number("number")) ?? throw GitHubRefusalException.NotFound();

    /// <summary>One page of a list with its Link header. docs.github.com/rest/using-the-rest-api/using-pagination-in-the-rest-api</summary>
    public GitHubAnswer Page(IReadOnlyList<JsonObject> items, Func<JsonArray, JsonNode> wrap)
    {
        var perPage = Math.Clamp(Positive("per_page", 30), 1, 100);
        var page = Positive("page", 1);
        var shown = items.Skip((page - 1) * perPage).Take(perPage).Select(item => (JsonObject)item.DeepClone()).ToJsonArray();
        var hasMore = items.Count > page * perPage;
        var next = hasMore ? $"<{state.BaseUrl}{request.PathBase}{request.Path}?per_page={perPage}&page={page + 1}>; rel=\"next\"" : null;
        return GitHubAnswer.Ok(wrap(shown)) with { Link = next };
    }

    private int Positive(string name, int otherwise) =>
        int.TryParse(Query(name), NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0 ? value : otherwise;
}
