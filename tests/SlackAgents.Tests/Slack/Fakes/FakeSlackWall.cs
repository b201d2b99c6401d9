using Microsoft.Extensions.Logging.Abstractions;
using SlackAgents.Core.Replies;
using SlackAgents.Slack.Api;
using SlackAgents.Slack.Pacing;
using SlackAgents.Slack.Replies;

namespace SlackAgents.Tests.Slack.Fakes;

/// <summary>The real way out to Slack, up to its Web API.</summary>
internal sealed class FakeSlackWall
{
    public FakeSlackWall(FakeSlackApi slack, ReplyPacer pacer, TimeProvider time)
    {
        var clients = slack.CreateClients(time);
        var calls = new PacedCalls(clients, new ReplyPacers(() => pacer), NullLogger<PacedCalls>.Instance);
        var responses = new ResponseUrlClient(slack, slack.WrappedOptions, time);
        Channel = new SlackReplyChannel(
            calls,
            new FilesApi(clients, slack, slack.WrappedOptions, time),
            new MessageFinder(clients, NullLogger<MessageFinder>.Instance),
            new PrivateReplies(calls, responses, NullLogger<PrivateReplies>.Instance),
            new BlockFallbacks(time, NullLogger<BlockFallbacks>.Instance));
    }

    public IReplyChannel Channel { get; }
}
