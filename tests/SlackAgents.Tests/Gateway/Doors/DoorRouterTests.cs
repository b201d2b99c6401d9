using FsCheck;
using SlackAgents.Gateway.Doors;

// The analyzer does not know that FsCheck supplies the arguments.

namespace SlackAgents.Tests.Gateway.Doors;

internal sealed class DoorRouterTests
{
    private static IEnumerable<TestCaseData> Targets()
    {
        yield return Case("POST", "/models/anthropic/v1/messages?beta=true", new ModelsRoute("anthropic", "/v1/messages", "?beta=true"));
        yield return Case("HEAD", "/models/anthropic", new ModelsRoute("anthropic", "/", ""));
        yield return Case("HEAD", "/models/anthropic/", new ModelsRoute("anthropic", "/", ""));
        yield return Case("POST", "/models/anthropic/v1/messages/count_tokens", new ModelsRoute("anthropic", "/v1/messages/count_tokens", ""));
        yield return Case("GET", "/git/acme/widgets.git/info/refs?service=git-upload-pack", new GitRoute("acme", "widgets", "info/refs", "?service=git-upload-pack"));
        yield return Case("GET", "/git/acme/widgets/info/refs", new GitRoute("acme", "widgets", "info/refs", ""));
        yield return Case("GET", "/git/acme/widgets.git", new UnknownRoute());
        yield return Case("GET", "/git/acme/.git/info/refs", new UnknownRoute());
        yield return Case("GET", "http://127.0.0.1:8080/git/acme/widgets.git/HEAD", new GitRoute("acme", "widgets", "HEAD", ""));
        yield return Case("GET", "http://LOCALHOST:8080/models/anthropic/v1/models", new ModelsRoute("anthropic", "/v1/models", ""));
        yield return Case("GET", "http://127.0.0.1:8080.evil.test/git/acme/widgets.git/HEAD", new WebRoute("http://127.0.0.1:8080.evil.test/git/acme/widgets.git/HEAD"));
        yield return Case("GET", "http://127.0.0.1:8080@evil.test/", new WebRoute("http://127.0.0.1:8080@evil.test/"));
        yield return Case("GET", "https://example.test/", new WebRoute("https://example.test/"));
        yield return Case("CONNECT", "example.test:443", new WebRoute("example.test:443"));
        yield return Case("CONNECT", "/models/anthropic/v1/messages", new WebRoute("/models/anthropic/v1/messages"));
        yield return Case("OPTIONS", "*", new UnknownRoute());
        yield return Case("GET", "/", new UnknownRoute());
        yield return Case("GET", "//git/acme/widgets.git/HEAD", new UnknownRoute());
        yield return Case("GET", "/models//v1/messages", new UnknownRoute());
        yield return Case("GET", "/models/anthropic/v1/../v1/messages", new UnknownRoute());
        yield return Case("GET", "/models/anthropic/v1/%2e%2e/files", new UnknownRoute());
        yield return Case("GET", "/models/anthropic\\v1/messages", new UnknownRoute());
        yield return Case("POST", "/mcp/slackagents", new ToolsRoute("slackagents"));
        yield return Case("POST", "http://127.0.0.1:8080/mcp/wiki", new ToolsRoute("wiki"));
        yield return Case("POST", "/mcp/", new UnknownRoute());
        yield return Case("POST", "/mcp/wiki/", new UnknownRoute());
        yield return Case("POST", "/mcp/wiki/sse", new UnknownRoute());
        yield return Case("POST", "/mcp/wiki?key=1", new UnknownRoute());
        yield return Case("GET", "/Models/anthropic/v1/messages", new UnknownRoute());
    }

    [TestCaseSource(nameof(Targets))]
    public void A_target_leads_to_its_door(string method, string target, object route) =>
        Assert.That(DoorRouter.Route(method, target), Is.EqualTo(route));

    [FsCheck.NUnit.Property(MaxTest = 2000)]
    public bool Any_target_leads_somewhere_and_only_clean_paths_to_a_door(NonNull<string> method, NonNull<string> target) =>
        DoorRouter.Route(method.Get, target.Get) switch
        {
            ModelsRoute route => !route.Path.Contains("..", StringComparison.Ordinal),
            GitRoute route => !route.Service.Contains("..", StringComparison.Ordinal),
            _ => true,
        };

    [FsCheck.NUnit.Property(MaxTest = 2000)]
    public bool No_tail_climbs_out_of_a_door(NonNull<string> tail) =>
        DoorRouter.Route("GET", "/git/acme/widgets.git/" + tail.Get) is not GitRoute route
        || (route.Owner == "acme" && route.Name == "widgets" && !route.Service.Split('/').Contains(".."));

    private static TestCaseData Case(string method, string target, object route) => new(method, target, route);
}
