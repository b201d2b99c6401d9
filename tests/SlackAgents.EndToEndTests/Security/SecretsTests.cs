using SlackAgents.EndToEndTests.Staging;
using SlackAgents.Playground.Model;
using SlackAgents.Testing;

namespace SlackAgents.EndToEndTests.Security;

/// <summary>No secret is in a sandbox, nor in anything that is kept or shown. The search is for the values themselves.</summary>
internal sealed class SecretsTests : StageTests
{
    private const string Everything =
        """
        echo "== env"; env
        echo "== environ"; for file in /proc/[0-9]*/environ; do tr '\0' '\n' < "$file"; done 2>/dev/null | sort -u
        """;

    private const string Files =
        """
        echo "== git"; git config --list --show-origin; git remote -v
        echo "== processes"; for file in /proc/[0-9]*/cmdline; do tr '\0' ' ' < "$file"; echo; done 2>/dev/null
        echo "== door"; find /run/slackagents -type f -exec cat {} + | tr '\0' '\n'
        echo "== homes"; cat ~/.git-credentials ~/.netrc ~/.npmrc ~/.config/gh/hosts.yml ~/.claude.json 2>/dev/null; echo end
        """;

    [Test]
    public async Task The_search_finds_a_secret_that_is_there()
    {
        var run = await Stage.RunAsync("[[fake:commit]] mint some tokens");
        await run.EndAsync();

        foreach (var (name, value) in Stage.Secrets)
        {
            Assert.That(StageSecrets.FindIn($"before {value} after", Stage.Secrets), Does.Contain(name));
        }

        Assert.That(Stage.Secrets, Has.Count.GreaterThan(7));
    }

    [Test]
    public async Task The_agent_sees_none()
    {
        Model.Script("snoop", ModelStep.Run(Everything), ModelStep.Run(Files), ModelStep.Say("Nothing found."));
        var run = await Stage.RunAsync("[[fake:snoop]] look around");
        await run.EndAsync();

        // What the agent saw is what it told its model: nothing on that way is redacted.
        var seen = string.Join('\n', Model.TaskRequests.Where(request => request.Scenario == "snoop").Select(request => request.BodyJson));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(seen, Does.Contain("ANTHROPIC_BASE_URL").And.Contain("== homes").And.Contain("remote.origin.url"), "It did look.");
            Assert.That(StageSecrets.FindIn(seen, Stage.Secrets), Is.Empty);
        }
    }

    [Test]
    public async Task The_container_and_its_files_hold_none()
    {
        var run = await Stage.RunAsync("[[fake:commit]] leave files behind");
        await run.EndAsync();
        var container = await run.ContainerAsync();

        var inspected = await ForeignProgram.RunAsync("docker", "inspect", container);
        using var folder = new TempDirectory();
        await File.WriteAllLinesAsync(folder.Combine("secrets"), Stage.Secrets.Values);
        await File.WriteAllLinesAsync(folder.Combine("control"), ["hello from the fake model"]);
        var found = await CountInFilesAsync(container, folder.Combine("secrets"));
        var control = await CountInFilesAsync(container, folder.Combine("control"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(StageSecrets.FindIn(inspected.Output, Stage.Secrets), Is.Empty);
            Assert.That(control, Is.Not.Zero, "The search reads the agent's files.");
            Assert.That(found, Is.Zero);
        }
    }

    [Test]
    public async Task What_the_host_keeps_and_shows_holds_none()
    {
        Model.Script("print", ModelStep.Run(Everything), ModelStep.Say("I printed the environment."));
        var run = await Stage.RunAsync("[[fake:print]] print all you have");
        await run.EndAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(StageSecrets.FindIn(await Stage.LogAsync(), Stage.Secrets), Is.Empty, "logs");
            Assert.That(StageSecrets.FindIn(await DatabaseAsync(), Stage.Secrets), Is.Empty, "database");
            Assert.That(StageSecrets.FindIn(string.Join('\n', await run.TraceAsync()), Stage.Secrets), Is.Empty, "trace");
            Assert.That(StageSecrets.FindIn(string.Join('\n', Slack.Requests.Select(request => request.ArgumentsJson)), Stage.Secrets), Is.Empty, "Slack");
            Assert.That(StageSecrets.FindIn(string.Join('\n', GitHub.Requests.Select(request => request.BodyJson)), Stage.Secrets), Is.Empty, "GitHub");
        }
    }

    [Test]
    public async Task A_secret_that_the_agent_repeats_is_taken_out_of_trace_and_thread()
    {
        // As if it had leaked into the sandbox by a way that nobody knows.
        Model.Script("leak", ModelStep.Run($"echo the key is {Stage.Playground.AnthropicApiKey}"), ModelStep.Say($"I found {Stage.Playground.BotToken} in a file."));
        var run = await Stage.RunAsync("[[fake:leak]] tell a secret");

        var end = await run.EndAsync();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(end.AllText, Does.Contain("I found"));
            Assert.That(StageSecrets.FindIn(end.AllText + run.Card.AllText + run.Card.BlocksJson + end.BlocksJson, Stage.Secrets), Is.Empty, "Slack");
            Assert.That(StageSecrets.FindIn(string.Join('\n', await run.TraceAsync()), Stage.Secrets), Is.Empty, "trace");
            Assert.That(StageSecrets.FindIn(await DatabaseAsync(), Stage.Secrets), Is.Empty, "database");
        }
    }

    private static async Task<int> CountInFilesAsync(string container, string patterns)
    {
        var result = await ForeignProgram.RunAsync("bash", "-c", $"docker export {container} | grep --text --count --fixed-strings --file={patterns}");
        return int.Parse(result.Output.Trim(), System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Database and write-ahead log as bytes: nothing hides behind a column.</summary>
    private async Task<string> DatabaseAsync()
    {
        var text = string.Empty;
        foreach (var file in Directory.GetFiles(Stage.DataDirectory, "slackagents.db*").Where(name => !name.EndsWith(".lock", StringComparison.Ordinal)))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
            text += await reader.ReadToEndAsync();
        }

        Assert.That(text, Does.Contain("SQLite format 3"));
        return text;
    }
}
