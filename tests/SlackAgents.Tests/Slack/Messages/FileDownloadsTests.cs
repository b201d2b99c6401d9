using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Logging.Abstractions;
using SlackAgents.Core.Messages;
using SlackAgents.Slack.Api;
using SlackAgents.Slack.Messages;
using SlackAgents.Testing;
using SlackAgents.Tests.Slack.Fakes;

namespace SlackAgents.Tests.Slack.Messages;

[TestFixture]
internal sealed class FileDownloadsTests
{
    private readonly ManualTimeProvider _time = new();
    private FakeSlackApi _slack = new();

    [SetUp]
    public void Begin()
    {
        _slack = new FakeSlackApi();
        _slack.Options.ApiUrl = "https://slack.com/api/";
    }

    [TearDown]
    public void End() => _slack.Dispose();

    [Test]
    public async Task A_file_of_Slacks_host_is_fetched_with_the_token()
    {
        Serve("hello"u8.ToArray(), "text/plain");

        var (bytes, content) = await FetchAsync(File());

        Assert.That((bytes, content, _slack.Requests.Single().Token), Is.EqualTo((5L, "hello", FakeSlackApi.BotToken)));
    }

    [TestCase("https://files.slack.com.evil.test/x")]
    [TestCase("https://evil.test/files.slack.com")]
    [TestCase("http://files.slack.com/x")]
    [TestCase("https://files.slack.com:8443/x")]
    [TestCase("https://user@evil.test/x")]
    [TestCase("file:///etc/passwd")]
    [TestCase("/relative")]
    [TestCase(null)]
    public async Task No_other_address_is_asked_and_none_gets_the_token(string? url)
    {
        Serve("hello"u8.ToArray(), "text/plain");

        var (bytes, _) = await FetchAsync(File() with { Url = url });

        Assert.That((bytes, _slack.Requests), Is.EqualTo(((long?)null, Array.Empty<SlackRequest>())));
    }

    [Test]
    public async Task The_host_of_a_stand_in_serves_files_only_where_it_is_configured()
    {
        Serve("hello"u8.ToArray(), "text/plain");
        var file = File() with { Url = "http://slack.test/files/1" };
        var (unconfigured, _) = await FetchAsync(file);
        _slack.Options.ApiUrl = "http://slack.test/api/";

        var (configured, _) = await FetchAsync(file);

        Assert.That((unconfigured, configured), Is.EqualTo(((long?)null, (long?)5)));
    }

    [Test]
    public async Task A_redirect_is_not_followed()
    {
        _slack.Unscripted = _ => new HttpResponseMessage(HttpStatusCode.Redirect) { Headers = { Location = new Uri("https://evil.test/") } };

        var (bytes, _) = await FetchAsync(File());

        Assert.That((bytes, _slack.Requests.Count), Is.EqualTo(((long?)null, 1)));
    }

    [TestCase("text/plain", 5, ExpectedResult = null)]
    [TestCase("text/html", 5, ExpectedResult = null, Description = "the announced size is another one")]
    [TestCase("text/html", 13, ExpectedResult = 13L)]
    public async Task<long?> A_sign_in_page_is_not_a_file(string announced, long size)
    {
        Serve("<html></html>"u8.ToArray(), "text/html; charset=utf-8");

        return (await FetchAsync(File() with { MimeType = announced, Size = size })).Bytes;
    }

    [TestCase(true)]
    [TestCase(false)]
    public async Task A_file_that_is_longer_than_it_said_is_given_up_while_it_is_read(bool tellsLength)
    {
        var served = new byte[1_000_000];
        var read = new CountingStream(served);
        _slack.Unscripted = _ =>
        {
            var content = new StreamContent(read);
            content.Headers.ContentLength = tellsLength ? served.Length : null;
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = content };
        };

        var (bytes, content) = await FetchAsync(File() with { Size = 10 }, maxBytes: 1_000);

        Assert.That((bytes, content.Length), Is.EqualTo(((long?)null, 0)));
        Assert.That(read.Taken, Is.LessThan(served.Length));
    }

    [Test]
    public void An_outage_is_a_failure_that_can_be_tried_again()
    {
        _slack.Unscripted = _ => new HttpResponseMessage(HttpStatusCode.ServiceUnavailable) { Headers = { RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(3)) } };

        var failure = Assert.ThrowsAsync<SlackException>(() => FetchAsync(File()));

        Assert.That((failure.IsUnsure, failure.RetryAfter), Is.EqualTo((true, TimeSpan.FromSeconds(3))));
    }

    [Test]
    public void A_file_that_never_comes_is_given_up_after_a_minute()
    {
        _slack.Unscripted = _ => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new SilentStream()) };

        var fetching = FetchAsync(File());
        _time.Advance(TimeSpan.FromMinutes(2));

        Assert.That(Assert.ThrowsAsync<SlackException>(() => fetching).ErrorCode, Is.EqualTo(SlackErrorCodes.Timeout));
    }

    private static MessageFile File() => new("F1", "a.txt", "text/plain", 5, "https://files.slack.com/files-pri/T1-F1/download/a.txt");

    private void Serve(byte[] content, string type) => _slack.Unscripted = _ =>
        new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(content) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } } };

    private async Task<(long? Bytes, string Content)> FetchAsync(MessageFile file, long maxBytes = 1_000)
    {
        using var target = new MemoryStream();
        var bytes = await new FileDownloads(_slack.CreateClients(_time), _slack, _slack.WrappedOptions, _time, NullLogger<FileDownloads>.Instance).CopyAsync("C1", file, target, maxBytes, CancellationToken.None);
        return (bytes, System.Text.Encoding.UTF8.GetString(target.ToArray()));
    }

    /// <summary>Knows how much of it was read, and not how long it is.</summary>
    private sealed class CountingStream(byte[] content) : MemoryStream(content)
    {
        public int Taken { get; private set; }

        public override bool CanSeek => false;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = await base.ReadAsync(buffer, cancellationToken);
            Taken += count;
            return count;
        }
    }

    /// <summary>Says nothing until whoever reads gives up.</summary>
    private sealed class SilentStream : MemoryStream
    {
        public override bool CanSeek => false;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            await new TaskCompletionSource<int>().Task.WaitAsync(cancellationToken);
    }
}
