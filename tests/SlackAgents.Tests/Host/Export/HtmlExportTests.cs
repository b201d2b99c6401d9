using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using SlackAgents.Core.Traces;
using SlackAgents.Host.Traces.Export;

namespace SlackAgents.Tests.Host.Export;

[CancelAfter(60_000)]
internal sealed partial class HtmlExportTests
{
    private static readonly string[] Hostile =
    [
        "</script><script>alert(1)</script>", "<!-- <script>", "\u2028\u2029\u202e\0\u001b[31m", "]]>", "<img src=x onerror=alert(1)>", "</style>", "{\"kind\":\"text\"}\n{", "🚀",
    ];

    [Test]
    public async Task All_of_the_trace_is_in_the_page_as_data_and_only_as_data(CancellationToken cancellationToken)
    {
        await using var site = await TraceSite.StartAsync(cancellationToken);
        site.Traces.Add(TraceSite.RunId, Hostile.Select(text => new ToolResultEvent(text, text, false, null)));

        var page = await site.Client.GetStringAsync(site.Path("/trace.html"), cancellationToken);

        var records = Records(page).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(records.Select(record => record.GetProperty("event").GetProperty("output").GetString()), Is.EqualTo(Hostile));
            Assert.That(records.Select(record => record.TryGetProperty("raw", out _)), Has.All.False);
            Assert.That(Element().Matches(page).Select(match => match.Groups["tag"].Value), Is.EqualTo(new[] { "script id=\"boot\" type=\"application/json\"", "script type=\"application/x-ndjson\"", "script" }));
            Assert.That(Markup(page), Does.Not.Contain("<img").And.Not.Contain("<!--").And.Not.Contain("<b>"));
        });
    }

    [Test]
    public async Task Its_policy_allows_its_own_script_and_style_and_nothing_else(CancellationToken cancellationToken)
    {
        await using var site = await TraceSite.StartAsync(cancellationToken);

        var page = await site.Client.GetStringAsync(site.Path("/trace.html"), cancellationToken);

        var policy = WebUtility.HtmlDecode(Policy().Match(page).Groups["policy"].Value);
        var script = Element().Matches(page).Single(match => match.Groups["tag"].Value == "script").Groups["text"].Value;
        var style = Style().Match(page).Groups["text"].Value;
        Assert.That(policy, Is.EqualTo(
            $"default-src 'none'; script-src '{Hash(script)}'; style-src '{Hash(style)}'; require-trusted-types-for 'script'; trusted-types 'none'; base-uri 'none'; form-action 'none'"));
        Assert.That(script, Is.Not.Empty);
        Assert.That(page.IndexOf("http-equiv=\"Content-Security-Policy\"", StringComparison.Ordinal), Is.LessThan(page.IndexOf("<style>", StringComparison.Ordinal)));
    }

    [Test]
    public async Task A_text_that_is_too_long_is_cut_and_says_so(CancellationToken cancellationToken)
    {
        await using var site = await TraceSite.StartAsync(cancellationToken);
        site.Traces.Add(TraceSite.RunId, new ToolResultEvent("1", new string('<', HtmlExport.LongestText + 7), false, null), new TextEvent("after"));

        var records = Records(await site.Client.GetStringAsync(site.Path("/trace.html"), cancellationToken)).ToList();

        var output = records[0].GetProperty("event").GetProperty("output").GetString()!;
        Assert.That(output, Does.EndWith("\n… [7 more characters are not in this file; trace.jsonl has them]").And.Length.LessThan(HtmlExport.LongestText + 100));
        Assert.That(records, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task A_trace_that_is_too_large_ends_with_what_is_left_out(CancellationToken cancellationToken)
    {
        await using var site = await TraceSite.StartAsync(cancellationToken);
        site.Traces.Add(TraceSite.RunId, Enumerable.Range(1, 40).Select(number => new TextEvent(new string('x', 100_000))));
        using var file = new MemoryStream();

        await site.Services.GetRequiredService<HtmlExport>().WriteAsync(file, site.Run, mostCharacters: 2_500_000, cancellationToken);

        var page = Encoding.UTF8.GetString(file.ToArray());
        var records = Records(page).ToList();
        Assert.Multiple(() =>
        {
            Assert.That(records, Has.Count.EqualTo(25));
            Assert.That(records[^1].GetProperty("event").GetProperty("text").GetString(), Does.StartWith("16 records that came after this are not in this file"));
            Assert.That(records.Select(record => record.GetProperty("sequence").GetInt64()), Is.EqualTo(Enumerable.Range(1, 25)));
            Assert.That(Element().Matches(page).Count(match => match.Groups["tag"].Value.Contains("ndjson", StringComparison.Ordinal)), Is.EqualTo(3));
        });
    }

    [Test]
    public async Task A_secret_that_got_into_a_trace_is_not_in_the_file(CancellationToken cancellationToken)
    {
        await using var site = await TraceSite.StartAsync(cancellationToken);
        site.Run = site.Run with { Title = "it is " + TraceSite.Secret, ReasonDetail = TraceSite.Secret };
        site.Traces.Add(TraceSite.RunId, new TextEvent("it is " + TraceSite.Secret));

        Assert.That(await site.Client.GetStringAsync(site.Path("/trace.html"), cancellationToken), Does.Not.Contain(TraceSite.Secret));
    }

    private static IEnumerable<JsonElement> Records(string page) => Element().Matches(page)
        .Where(match => match.Groups["tag"].Value.Contains("ndjson", StringComparison.Ordinal))
        .SelectMany(match => match.Groups["text"].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        .Select(line => JsonDocument.Parse(line).RootElement);

    /// <summary>The page without its script.</summary>
    private static string Markup(string page) => page[..page.LastIndexOf("<script>", StringComparison.Ordinal)];

    private static string Hash(string text) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    [GeneratedRegex("<(?<tag>script[^>]*)>(?<text>.*?)</script>", RegexOptions.ExplicitCapture | RegexOptions.Singleline, 5000)]
    private static partial Regex Element();

    [GeneratedRegex("http-equiv=\"Content-Security-Policy\" content=\"(?<policy>[^\"]*)\"", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Policy();

    [GeneratedRegex("<style>(?<text>.*?)</style>", RegexOptions.ExplicitCapture | RegexOptions.Singleline, 5000)]
    private static partial Regex Style();
}
