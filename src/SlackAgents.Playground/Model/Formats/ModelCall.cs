using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace SlackAgents.Playground.Model.Formats;

/// <summary>A request for an answer, as far as a format looks at it.</summary>
/// <param name="Path">The path; one vendor has the model's name and the way to answer in it.</param>
internal sealed record ModelCall(string Path, IQueryCollection Query, IHeaderDictionary Headers, JsonObject Body)
{
    /// <summary>A request of which only the body matters.</summary>
    public static ModelCall Of(JsonObject body, string path = "/") => new(path, QueryCollection.Empty, new HeaderDictionary(), body);
}
