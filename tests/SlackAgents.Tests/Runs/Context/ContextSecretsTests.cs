using Microsoft.Extensions.Options;
using SlackAgents.Core.Messages;
using SlackAgents.Core.Policies;
using SlackAgents.Core.Repositories;
using SlackAgents.Core.Runs.Context;
using SlackAgents.Core.Sandboxes;
using SlackAgents.Testing;
using SlackAgents.Testing.Data;
using SlackAgents.Testing.Fakes;

namespace SlackAgents.Tests.Runs.Context;

/// <summary>What people post by mistake must not get into a sandbox.</summary>
internal sealed class ContextSecretsTests
{
    private const string Secret = "hush-hush";

    private static readonly SecretRedactor Redactor = new(new SecretRegistry(TimeProvider.System), text => text.Replace(Secret, "***", StringComparison.Ordinal));
    private static readonly IOptions<ContextOptions> Settings = Options.Create(new ContextOptions());

    [Test]
    public void Credentials_are_taken_out_of_what_was_said()
    {
        var run = Some.Run();
        var said = new SaidMessage(Some.Ts(), Some.Person(), "Bob", $"the key is {Secret}", [], [], IsOurs: false);

        var (text, _, _) = new ConversationText(Redactor, Settings).Compose(run, Some.Turn(run.Id), new Conversation([said], 1, null, null, null), _ => Standing.Allowed);

        Assert.That(text, Does.Contain("the key is ***").And.Not.Contain(Secret));
    }

    [Test]
    public async Task Credentials_are_taken_out_of_files_of_text()
    {
        using var directory = new TempDirectory();
        var messages = new FakeMessageReader();
        messages.Files["F1"] = System.Text.Encoding.UTF8.GetBytes($"KEY={Secret}\n");
        var folders = new RunFolders(new RepositoryStorage(directory.Path));
        var run = Some.Run();
        var files = new IncomingFiles(messages, new ContextFolder(folders), Redactor, Settings, TimeProvider.System);

        await files.TakeAsync(run, 1, [new MessageFile("F1", "env.txt", "text/plain", 14, "https://files.slack.com/x")], 0, CancellationToken.None, CancellationToken.None);

        Assert.That(await File.ReadAllTextAsync(Path.Combine(folders.Open(run.Id), "files", "turn1", "env.txt")), Is.EqualTo("KEY=***\n"));
    }
}
