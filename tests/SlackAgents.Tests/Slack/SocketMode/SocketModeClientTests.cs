using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using SlackAgents.Core.Replies.Forms;
using SlackAgents.Slack.Api;
using SlackAgents.Slack.Configuration;
using SlackAgents.Slack.SocketMode;
using SlackAgents.Testing;
using SlackAgents.Tests.Slack.Fakes;

namespace SlackAgents.Tests.Slack.SocketMode;

[TestFixture]
[CancelAfter(60_000)]
internal sealed class SocketModeClientTests
{
    private MemoryInbox _inbox = new();
    private FakeInstantAnswers _answers = new();
    private FakeSlackServer _slack = null!;
    private ServiceProvider _http = null!;

    [SetUp]
    public async Task StartAsync()
    {
        _inbox = new MemoryInbox();
        _answers = new FakeInstantAnswers();
        _slack = await FakeSlackServer.StartAsync();
        _http = new ServiceCollection().AddHttpClient().BuildServiceProvider();
    }

    [TearDown]
    public async Task StopAsync()
    {
        await _slack.DisposeAsync();
        await _http.DisposeAsync();
    }

    [Test]
    public async Task A_command_is_in_the_inbox_when_its_acknowledgement_arrives(CancellationToken cancellationToken)
    {
        await using var host = Start();
        var socket = await _slack.AcceptAsync(cancellationToken);

        await socket.SendAsync(SlackPayloads.Envelope("slash_commands", SlackPayloads.Command(), "e1"));
        var acknowledged = await socket.Acknowledged.ReadAsync(cancellationToken);

        Assert.That(acknowledged, Is.EqualTo("e1"));
        Assert.That(_inbox.Items, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task What_the_inbox_does_not_take_is_not_acknowledged_and_the_socket_goes_on(CancellationToken cancellationToken)
    {
        await using var host = Start();
        var socket = await _slack.AcceptAsync(cancellationToken);

        _inbox.Failure = new IOException("disk full");
        await socket.SendAsync(SlackPayloads.Envelope("slash_commands", SlackPayloads.Command(), "lost"));
        await socket.SendAsync("""{"envelope_id":"marker","type":"unknown"}""");
        var first = await socket.Acknowledged.ReadAsync(cancellationToken);
        _inbox.Failure = null;
        await socket.SendAsync(SlackPayloads.Envelope("slash_commands", SlackPayloads.Command(), "again"));
        var second = await socket.Acknowledged.ReadAsync(cancellationToken);

        Assert.That((first, second), Is.EqualTo(("marker", "again")));
    }

    [Test]
    public async Task A_duplicate_is_acknowledged_and_kept_once(CancellationToken cancellationToken)
    {
        await using var host = Start();
        var socket = await _slack.AcceptAsync(cancellationToken);

        await socket.SendAsync(SlackPayloads.Envelope("slash_commands", SlackPayloads.Command(), "e1"));
        await socket.SendAsync(SlackPayloads.Envelope("slash_commands", SlackPayloads.Command(), "e2"));
        await socket.Acknowledged.ReadAsync(cancellationToken);
        var second = await socket.Acknowledged.ReadAsync(cancellationToken);

        Assert.That(second, Is.EqualTo("e2"));
        Assert.That(_inbox.Items, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Malformed_and_oversized_messages_do_not_end_the_socket(CancellationToken cancellationToken)
    {
        await using var host = Start();
        var socket = await _slack.AcceptAsync(cancellationToken);

        await socket.SendAsync("{not json");
        await socket.SendAsync("[]");
        await socket.SendAsync("\"text\"");
        await socket.SendAsync("""{"type":"slash_commands"}""");
        await socket.SendAsync("""{"type":7,"envelope_id":"bad","payload":"x"}""");
        await socket.SendAsync(SlackPayloads.Envelope("slash_commands", SlackPayloads.Command(new string('x', 5 * 1024 * 1024)), "huge"));
        await socket.SendAsync(SlackPayloads.Envelope("slash_commands", SlackPayloads.Command(), "good"), frameSize: 7);
        var bad = await socket.Acknowledged.ReadAsync(cancellationToken);
        var good = await socket.Acknowledged.ReadAsync(cancellationToken);

        Assert.That((bad, good), Is.EqualTo(("bad", "good")));
        Assert.That(_inbox.Items, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task Choices_come_in_the_acknowledgement_and_hold_up_nobody_else(CancellationToken cancellationToken)
    {
        var choices = new TaskCompletionSource<IReadOnlyList<FormChoice>>();
        _answers.Suggest = (_, _) => choices.Task;
        await using var host = Start();
        var socket = await _slack.AcceptAsync(cancellationToken);

        await socket.SendAsync(SlackPayloads.Envelope("interactive", SlackPayloads.Suggestion(), "question"));
        await socket.SendAsync(SlackPayloads.Envelope("slash_commands", SlackPayloads.Command(), "command"));
        var first = await socket.Acknowledged.ReadAsync(cancellationToken);
        choices.SetResult([new FormChoice("acme/widgets", "acme/widgets")]);
        await socket.Acknowledged.ReadAsync(cancellationToken);

        Assert.That(first, Is.EqualTo("command"));
        Assert.That(socket.Answers["command"], Is.EqualTo("""{"envelope_id":"command"}"""));
        Assert.That(socket.Answers["question"], Does.Contain("acme/widgets"));
        Assert.That(_inbox.Items, Has.Count.EqualTo(1));
    }

    [Test]
    public async Task A_form_with_problems_stays_open_and_is_not_kept(CancellationToken cancellationToken)
    {
        _answers.Check = _ => new Dictionary<string, string>(StringComparer.Ordinal) { ["task"] = "Say what is to be done." };
        await using var host = Start();
        var socket = await _slack.AcceptAsync(cancellationToken);

        await socket.SendAsync(SlackPayloads.Envelope("interactive", SlackPayloads.Submission("{}"), "e1"));
        await socket.Acknowledged.ReadAsync(cancellationToken);

        Assert.That(socket.Answers["e1"], Is.EqualTo("""{"envelope_id":"e1","payload":{"response_action":"errors","errors":{"task":"Say what is to be done."}}}"""));
        Assert.That(_inbox.Items, Is.Empty);
    }

    [TestCase("warning")]
    [TestCase("refresh_requested")]
    [TestCase("a_reason_of_tomorrow")]
    public async Task The_successor_is_open_before_the_old_socket_is_closed(string reason, CancellationToken cancellationToken)
    {
        await using var host = Start();
        var old = await _slack.AcceptAsync(cancellationToken);

        await old.SendAsync($$"""{"type":"disconnect","reason":"{{reason}}"}""");
        await old.SendAsync(SlackPayloads.Envelope("slash_commands", SlackPayloads.Command(), "late"));
        var late = await old.Acknowledged.ReadAsync(cancellationToken);
        var closedEarly = old.Closed.IsCompleted;
        var next = await _slack.AcceptAsync(cancellationToken, connections: 2);
        await old.Closed.WaitAsync(cancellationToken);
        await next.SendAsync(SlackPayloads.Envelope("slash_commands", SlackPayloads.Command(trigger: "2"), "new"));
        var fresh = await next.Acknowledged.ReadAsync(cancellationToken);

        Assert.That((late, closedEarly, fresh), Is.EqualTo(("late", false, "new")));
        await Testing.Time.Eventually.ThatAsync(() => host.Status.ConnectedCount, Is.EqualTo(1));
    }

    [Test]
    public async Task A_broken_socket_is_opened_again_and_the_gap_is_reported(CancellationToken cancellationToken)
    {
        await using var host = Start();
        var old = await _slack.AcceptAsync(cancellationToken);
        await host.Status.Gaps.ReadAsync(cancellationToken);

        old.Abort();
        var next = await _slack.AcceptAsync(cancellationToken);
        var gap = await host.Status.Gaps.ReadAsync(cancellationToken);

        Assert.That(next, Is.Not.SameAs(old));
        Assert.That(gap, Is.EqualTo(TimeProvider.System.GetUtcNow()).Within(TimeSpan.FromMinutes(1)));
    }

    [Test]
    public async Task Sockets_are_opened_one_after_the_other(CancellationToken cancellationToken)
    {
        var time = new ManualTimeProvider();
        await using var host = Start(options => (options.Connections, options.ConnectionDelay) = (2, TimeSpan.FromSeconds(10)), time);
        await _slack.AcceptAsync(cancellationToken);
        var before = _slack.Opened;

        time.Advance(TimeSpan.FromSeconds(10.1));
        await _slack.AcceptAsync(cancellationToken);

        Assert.That((before, _slack.Opened), Is.EqualTo((1, 2)));
    }

    [Test]
    public async Task A_dead_token_ends_with_a_sentence_and_not_with_a_crash(CancellationToken cancellationToken)
    {
        _slack.OpenError = "invalid_auth";
        await using var host = Start();

        await host.Client.ExecuteTask!.WaitAsync(cancellationToken);

        Assert.That(host.Status.FatalError, Does.Contain("Slack:AppToken"));
        Assert.That(host.Status.IsHealthy, Is.False);
        Assert.That(_slack.Opened, Is.EqualTo(1));
    }

    [Test]
    public async Task A_disabled_link_ends_with_a_sentence(CancellationToken cancellationToken)
    {
        await using var host = Start();
        var socket = await _slack.AcceptAsync(cancellationToken);

        await socket.SendAsync("""{"type":"disconnect","reason":"link_disabled"}""");
        await host.Client.ExecuteTask!.WaitAsync(cancellationToken);

        Assert.That(host.Status.FatalError, Does.Contain("link_disabled"));
        Assert.That(host.Status.ConnectedCount, Is.Zero);
    }

    [Test]
    public async Task Stopping_closes_the_socket_with_a_close_frame(CancellationToken cancellationToken)
    {
        var host = Start();
        var socket = await _slack.AcceptAsync(cancellationToken);
        await host.Status.Gaps.ReadAsync(cancellationToken);

        await host.DisposeAsync();

        await socket.Closed.WaitAsync(cancellationToken);
        Assert.That(host.Status.ConnectedCount, Is.Zero);
    }

    private RunningClient Start(Action<SlackOptions>? change = null, TimeProvider? timeProvider = null)
    {
        var time = timeProvider ?? TimeProvider.System;
        var options = new SlackOptions { ApiUrl = _slack.ApiUrl, AppToken = FakeSlackApi.AppToken, BotToken = FakeSlackApi.BotToken, Connections = 1 };
        change?.Invoke(options);
        var wrapped = Options.Create(options);
        var client = new SlackApiClient(new SlackWebApi(_http.GetRequiredService<IHttpClientFactory>(), wrapped, new SlackPipelines(time)));
        var receiver = new EnvelopeReceiver(_inbox.Intake(_answers), NullLogger<EnvelopeReceiver>.Instance);
        var opener = new SocketModeOpener(client, new ClientSocketConnector(), receiver, time, wrapped);
        return new RunningClient(opener, new SocketModeStatus(time), wrapped, time);
    }

    private sealed class RunningClient : IAsyncDisposable
    {
        public RunningClient(SocketModeOpener opener, SocketModeStatus status, IOptions<SlackOptions> options, TimeProvider time)
        {
            Status = status;
            Client = new SocketModeClient(opener, status, options, time, NullLogger<SocketModeClient>.Instance);
            Started = Client.StartAsync(CancellationToken.None);
        }

        public SocketModeStatus Status { get; }

        public SocketModeClient Client { get; }

        private Task Started { get; }

        public async ValueTask DisposeAsync()
        {
            await Started;
            await Client.StopAsync(CancellationToken.None);
            Client.Dispose();
        }
    }
}
