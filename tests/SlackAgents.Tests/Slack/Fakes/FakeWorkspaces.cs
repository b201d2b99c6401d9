using SlackAgents.Core.Policies;
using SlackAgents.Slack.Api;
using SlackAgents.Slack.Installations;

namespace SlackAgents.Tests.Slack.Fakes;

/// <summary>The workspaces of one host over the fake Web API; begun again on the same documents, it is after a restart.</summary>
internal sealed class FakeWorkspaces : IDisposable
{
    public FakeWorkspaces(FakeSlackApi slack, TimeProvider? time = null, MemoryDocuments? documents = null, byte[]? key = null)
    {
        time ??= TimeProvider.System;
        Documents = documents ?? new MemoryDocuments();
        Secrets = new SecretRegistry(time);
        Installations = new SlackInstallations(Documents, new TokenSeal("/data/keys/slack-installations", () => key ?? new byte[32]), Secrets, time);
        Channels = new ChannelTeams(Documents, Installations, time);
        Configured = slack.CreateClient(time);
        Clients = new SlackApiClients(Configured, Installations, Channels);
    }

    public MemoryDocuments Documents { get; }

    public SecretRegistry Secrets { get; }

    public SlackInstallations Installations { get; }

    public ChannelTeams Channels { get; }

    public SlackApiClient Configured { get; }

    public SlackApiClients Clients { get; }

    public void Dispose() => Installations.Dispose();
}
