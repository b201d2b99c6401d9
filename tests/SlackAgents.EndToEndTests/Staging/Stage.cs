using System.Globalization;
using System.Text.RegularExpressions;
using SlackAgents.Playground;
using SlackAgents.Playground.GitHub;
using SlackAgents.Playground.Model;
using SlackAgents.Playground.Slack;
using SlackAgents.Playground.Slack.Messages;
using SlackAgents.Testing;
using SlackAgents.Testing.Payloads;

namespace SlackAgents.EndToEndTests.Staging;

/// <summary>One product and the three services around it: the product a process, the services in this one.</summary>
internal sealed partial class Stage : IAsyncDisposable
{
    public const string Channel = "#agent-runs";

    /// <summary>How long an effect may take on a slow machine before a test gives it up.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private static int _tasks;

    private readonly TempDirectory _folder;

    private Stage(TempDirectory folder, PlaygroundServer playground, ProductProcess product)
    {
        _folder = folder;
        Playground = playground;
        Product = product;
    }

    public PlaygroundServer Playground { get; }

    public ProductProcess Product { get; }

    public SlackWorkspace Slack => Playground.Slack;

    public GitHubSite GitHub => Playground.GitHub;

    public ScriptedModel Model => Playground.Model;

    public string DataDirectory => _folder.Combine("data");

    public string DatabasePath => Path.Combine(DataDirectory, "slackagents.db");

    public IReadOnlyDictionary<string, string> Secrets => StageSecrets.Of(Playground);

    /// <summary>Ids of the runs that a card was posted for.</summary>
    public IReadOnlyList<string> Runs => [.. Cards.Select(MessageKeys.RunOf).OfType<string>().Distinct(StringComparer.Ordinal)];

    public IReadOnlyList<SlackMessage> Cards => [.. Slack.AppMessages.Where(message => MessageKeys.KeyOf(message)?.EndsWith("/card", StringComparison.Ordinal) ?? false)];

    public static async Task<Stage> OpenAsync(IReadOnlyDictionary<string, string>? settings = null, Func<PlaygroundServer, IReadOnlyDictionary<string, string>>? more = null)
    {
        var folder = new TempDirectory();
        var playground = await PlaygroundServer.StartAsync(new PlaygroundOptions { DataDirectory = folder.Combine("playground") }, CancellationToken.None);
        var all = StageSettings.For(playground, folder.Combine("data"));
        foreach (var (key, value) in (settings ?? new Dictionary<string, string>(StringComparer.Ordinal)).Concat(more?.Invoke(playground) ?? new Dictionary<string, string>(StringComparer.Ordinal)))
        {
            all[key] = value;
        }

        var stage = new Stage(folder, playground, new ProductProcess(all, folder.Path));
        await stage.Product.StartAsync();
        return stage;
    }

    /// <summary>A task that no other has, so that its card can be told from the others.</summary>
    public static string Unique(string task) => string.Create(CultureInfo.InvariantCulture, $"task{Interlocked.Increment(ref _tasks):D4} {task}");

    public Task<CommandReceipt> CommandAsync(string person, string text, string channel = Channel) =>
        Slack.SendCommandAsync(person, channel, $"/agent {text}".TrimEnd(), CancellationToken.None);

    /// <summary>Types the command and waits for the card.</summary>
    public async Task<AgentRun> RunAsync(string task, string options = "repo=acme/widgets", string person = "alice", string channel = Channel)
    {
        var unique = Unique(task);
        var receipt = await CommandAsync(person, $"{options} {unique}", channel);
        Assert.That(receipt.Error, Is.Null, "The command was not acknowledged.");
        return await RunOfAsync(unique, channel);
    }

    /// <summary>The run that a task became.</summary>
    public async Task<AgentRun> RunOfAsync(string task, string channel = Channel)
    {
        var mark = task.Split(' ')[0];
        var card = await Slack.WaitForMessageAsync(message => MessageKeys.KeyOf(message)?.EndsWith("/card", StringComparison.Ordinal) == true && message.Text.Contains(mark, StringComparison.Ordinal), Patience, CancellationToken.None);
        return new AgentRun(this, channel, card);
    }

    /// <summary>The first private answer to a command, with all the text of its blocks.</summary>
    public static async Task<string> AnswerAsync(CommandReceipt receipt)
    {
        var answer = await receipt.WaitForResponseAsync(Patience, CancellationToken.None);
        Assert.That(answer.Error, Is.Null, "Slack refused the private answer.");
        return answer.Text + "\n" + string.Join('\n', BlockReader.Texts(answer.Body!["blocks"]?.ToJsonString() ?? "[]"));
    }

    /// <summary>Takes back every planned failure and delay.</summary>
    public void Calm()
    {
        Slack.ClearFaults();
        GitHub.ClearFaults();
        Slack.DeliverEachEventTimes = 1;
    }

    /// <summary>Log files and console of the product so far.</summary>
    public async Task<string> LogAsync()
    {
        var text = string.Join('\n', Product.Lines);
        var folder = Path.Combine(DataDirectory, "logs");
        foreach (var file in Directory.Exists(folder) ? Directory.GetFiles(folder) : [])
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream);
            text += "\n" + await reader.ReadToEndAsync();
        }

        return text;
    }

    /// <summary>Ends everything and removes the containers of this stage's runs; fails when a secret was logged.</summary>
    public async ValueTask DisposeAsync()
    {
        await Product.DisposeAsync();
        var log = await LogAsync();
        var leaked = StageSecrets.FindIn(log, Secrets);
        await SandboxContainers.RemoveAsync(Runs.Concat(RunIds().Matches(log).Select(match => match.Groups["run"].Value)).Distinct(StringComparer.Ordinal));
        await Playground.DisposeAsync();
        _folder.Dispose();
        Assert.That(leaked, Is.Empty, "The product logged a secret.");
    }

    [GeneratedRegex(@"\bRun (?<run>[0-9a-hjkmnp-tv-z]{10})\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RunIds();
}
