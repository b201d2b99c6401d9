using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Moq;
using SlackAgents.Core.Documents;
using SlackAgents.Core.Intake;
using SlackAgents.Core.Intake.Inbox;
using SlackAgents.Core.Intake.Requests;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Replies.Forms;
using SlackAgents.Core.Runs;
using SlackAgents.Slack;
using SlackAgents.Slack.Configuration;
using SlackAgents.Slack.Diagnosis;
using SlackAgents.Slack.Http;
using SlackAgents.Slack.Installations;
using SlackAgents.Tests.Slack.Fakes;

namespace SlackAgents.Tests.Slack;

[TestFixture]
internal sealed class SlackRegistrationTests
{
    [Test]
    public void Everything_can_be_made_and_settings_are_bound()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal) { ["Slack:Transport"] = "Http", ["Slack:SigningSecret"] = "s", ["Slack:BotToken"] = FakeSlackApi.BotToken }).Build();
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<IConfiguration>(configuration)
            .AddSingleton<IInbox>(new MemoryInbox())
            .AddSingleton<IInstantAnswers>(new FakeInstantAnswers())
            .AddSingleton<IRequestHandler<CommandInvocation>>(new RecordingHandlers())
            .AddSingleton<IRequestHandler<ThreadMessage>>(new RecordingHandlers())
            .AddSingleton<IRequestHandler<ButtonClick>>(new RecordingHandlers())
            .AddSingleton<IRequestHandler<ReactionAdded>>(new RecordingHandlers())
            .AddSingleton<IRequestHandler<ShortcutUsed>>(new RecordingHandlers())
            .AddSingleton<IRequestHandler<FormSubmission>>(new RecordingHandlers())
            .AddSingleton<IRequestHandler<MessageEdited>>(new RecordingHandlers())
            .AddSingleton<IRequestHandler<MessageDeleted>>(new RecordingHandlers())
            .AddSingleton<IRequestHandler<HomeOpened>>(new RecordingHandlers())
            .AddSingleton<IRequestHandler<SessionStopped>>(new RecordingHandlers())
            .AddSingleton(Mock.Of<IRunStore>())
            .AddSingleton(new RunStops(null!, null!, TimeProvider.System))
            .AddSingleton<IDocumentStore>(new MemoryDocuments())
            .AddSingleton(new TokenSeal("key", () => new byte[32]))
            .AddSingleton(new SecretRegistry(TimeProvider.System))
            .AddSlack();

        using var provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });

        Assert.That(provider.GetServices<IHostedService>().ToList(), Has.Count.GreaterThanOrEqualTo(2));
        Assert.That(provider.GetServices<IInboxHandler>().SelectMany(handler => handler.Kinds), Is.EquivalentTo(new[] { InboxKinds.SlashCommand, InboxKinds.Interactive, InboxKinds.Event, InboxKinds.Shortcut, InboxKinds.FormSubmission, InboxKinds.MessageChange, InboxKinds.HomeOpened, InboxKinds.SessionStopped, InboxKinds.InstallationEnded }));
        Assert.That(provider.GetRequiredService<IReplyChannel>(), Is.Not.Null);
        Assert.That(provider.GetRequiredService<IFormChannel>(), Is.Not.Null);
        Assert.That(provider.GetRequiredService<IRequestHandler<HomeOpened>>(), Is.Not.Null);
        Assert.That(provider.GetRequiredService<SlackDoctor>(), Is.Not.Null);
        Assert.That(provider.GetRequiredService<SlackHttpReceiver>(), Is.Not.Null);
        Assert.That(provider.GetRequiredService<Microsoft.Extensions.Options.IOptions<SlackOptions>>().Value.Transport, Is.EqualTo(SlackTransport.Http));
    }
}
