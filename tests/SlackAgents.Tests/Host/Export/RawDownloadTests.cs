using SlackAgents.Tests.Harnesses;

namespace SlackAgents.Tests.Host.Export;

[CancelAfter(60_000)]
internal sealed class RawDownloadTests
{
    private const string Step = """{"type":"slackagents.step","step":"clone","state":"completed","ms":12}""";
    private const string Prompt = """{"type":"driver.prompt","id":"1","text":"Fix it"}""";

    [Test]
    public async Task The_agents_own_lines_are_there_as_they_were_and_nothing_of_ours(CancellationToken cancellationToken)
    {
        await using var site = await TraceSite.StartAsync(cancellationToken);
        var lines = TraceFixtures.Lines("claude-success");
        site.Traces.AddRaw(TraceSite.RunId, [Step, Prompt, .. lines, null, Step, "a line that is no JSON"]);

        var raw = await site.Client.GetStringAsync(site.Path("/raw.jsonl"), cancellationToken);

        Assert.That(raw, Is.EqualTo(string.Join('\n', [.. lines, "a line that is no JSON"]) + "\n"));
    }

    [Test]
    public async Task A_line_that_only_mentions_the_driver_is_the_agents(CancellationToken cancellationToken)
    {
        await using var site = await TraceSite.StartAsync(cancellationToken);
        string[] lines = ["""{"type":"text","text":"the line \"driver.prompt\" is"}""", """{"text":"driver.idle"}""", """["driver.idle"]""", """{"type":"driver."""];
        site.Traces.AddRaw(TraceSite.RunId, lines);

        var raw = await site.Client.GetStringAsync(site.Path("/raw.jsonl"), cancellationToken);

        Assert.That(raw.TrimEnd('\n').Split('\n'), Is.EqualTo(lines));
    }

    [Test]
    public async Task Nobody_without_a_link_gets_it_and_nobody_the_secrets_in_it(CancellationToken cancellationToken)
    {
        await using var site = await TraceSite.StartAsync(cancellationToken);
        site.Traces.AddRaw(TraceSite.RunId, ["it is " + TraceSite.Secret]);

        using var refused = await site.Client.GetAsync(new Uri($"/runs/{TraceSite.RunId}/raw.jsonl", UriKind.Relative), cancellationToken);
        var raw = await site.Client.GetStringAsync(site.Path("/raw.jsonl"), cancellationToken);

        Assert.That((int)refused.StatusCode, Is.EqualTo(403));
        Assert.That(raw, Does.StartWith("it is ").And.Not.Contain(TraceSite.Secret));
    }
}
