using System.Globalization;
using System.Text.Json.Nodes;

namespace SlackAgents.Playground.GitHub.Rest;

/// <summary>An error answer, in the shape of docs.github.com/rest/using-the-rest-api/troubleshooting</summary>
internal sealed class GitHubRefusalException(int status, string message, JsonArray? errors = null) : Exception
{
    public int Status => status;

    public override string Message => message;

    /// <summary>Value of <c>X-Accepted-GitHub-Permissions</c>: what the endpoint takes, not what the token has.</summary>
    public string? AcceptedPermissions { get; init; }

    public static GitHubRefusalException NotFound() => new(404, "Not Found");

    public static GitHubRefusalException BadCredentials() => new(401, "Bad credentials");

    public static GitHubRefusalException Invalid(string resource, string field, string code) =>
        new(422, "Validation Failed", [new JsonObject { ["resource"] = resource, ["field"] = field, ["code"] = code }]);

    public static GitHubRefusalException Custom(string resource, string message) =>
        new(422, "Validation Failed", [new JsonObject { ["resource"] = resource, ["code"] = "custom", ["message"] = message }]);

    public JsonObject ToBody()
    {
        var body = new JsonObject { ["message"] = message };
        if (errors is not null)
        {
            body["errors"] = errors.DeepClone();
        }

        body["documentation_url"] = "https://docs.github.com/rest";
        body["status"] = status.ToString(CultureInfo.InvariantCulture);
        return body;
    }
}
