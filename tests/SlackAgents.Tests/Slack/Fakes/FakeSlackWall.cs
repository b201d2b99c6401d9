using Microsoft.Extensions.Logging.Abstractions;
using SlackAgents.Core.Replies;
using SlackAgents.Slack.Api;
using SlackAgents.Slack.Directory;
using SlackAgents.Slack.Pacing;
using SlackAgents.Slack.Replies;

namespace SlackAgents.Tests.Slack.Fakes;

/// <summary>The real way out to Slack, up to its Web API.</summary>
internal sealed class FakeSlackWall
{
    public FakeSlackWall(FakeSlackApi slack, ReplyPacer pacer, TimeProvider time)
    {
        var client = slack.CreateClient(time);
        var calls = new PacedCalls(client, pacer, NullLogger<PacedCalls>.Instance);
        var responses = new ResponseUrlClient(slack, slack.WrappedOptions, time);
        Channel = new SlackReplyChannel(
            calls,
            new FilesApi(slack.CreateWebApi(time), slack, slack.WrappedOptions, time),
            new MessageFinder(client, new SlackIdentity(client), NullLogger<MessageFinder>.Instance),
            new PrivateReplies(calls, responses, NullLogger<PrivateReplies>.Instance),
            new BlockFallbacks(time, NullLogger<BlockFallbacks>.Instance));
    }

    public IReplyChannel Channel { get; }
}
