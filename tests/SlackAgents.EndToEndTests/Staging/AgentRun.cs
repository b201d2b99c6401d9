using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SlackAgents.Playground.GitHub.Rest;
using SlackAgents.Playground.Slack.Messages;
using SlackAgents.Testing.Payloads;

namespace SlackAgents.EndToEndTests.Staging;

/// <summary>One run as people see it: its card, its thread, its pull request, its trace.</summary>
internal sealed partial class AgentRun(Stage stage, string channel, SlackMessage firstCard)
{
    public string Id { get; } = MessageKeys.RunOf(firstCard) ?? throw new InvalidOperationException("The card names no run.");

    /// <summary>The word that only this run's task has.</summary>
    public string Mark { get; } = TaskMark().Match(firstCard.Text).Value;

    public string CardTs => firstCard.Ts;

    public string ThreadTs => firstCard.ThreadTs ?? firstCard.Ts;

    public SlackMessage Card => stage.Slack.Find(channel, CardTs)!;

    public IReadOnlyList<SlackMessage> Thread => stage.Slack.Thread(channel, ThreadTs);

    /// <summary>The messages that ended a turn, oldest first.</summary>
    public IReadOnlyList<SlackMessage> Ends => [.. stage.Slack.AppMessages.Where(message => MessageKeys.KeyOf(message) is { } key && key.StartsWith(Id, StringComparison.Ordinal) && key.EndsWith("/end", StringComparison.Ordinal))];

    public IReadOnlyList<PullRequest> PullRequests => [.. stage.GitHub.PullRequests.Where(pull => pull.HeadBranch.StartsWith($"agent/{Id}-", StringComparison.Ordinal))];

    public PullRequest PullRequest => PullRequests.Single();

    /// <summary>The link behind "View trace" on the card.</summary>
    public Uri TraceLink => new(Card.Buttons.Single(button => button.Text == "View trace").Url!);

    public string TraceToken => TraceLink.Query.Split("t=")[1];

    /// <summary>Waits for the message that ends a turn.</summary>
    public Task<SlackMessage> EndAsync(int turn = 1)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"{Id}/turn{turn}/end");
        return stage.Slack.WaitForMessageAsync(message => MessageKeys.KeyOf(message) == key, Stage.Patience, CancellationToken.None);
    }

    /// <summary>Waits until the card says so.</summary>
    public Task CardSaysAsync(string text) => stage.Slack.WaitUntilAsync(() => Card.AllText.Contains(text, StringComparison.Ordinal), Stage.Patience, CancellationToken.None);

    /// <summary>Waits until the agent has asked its model for the so-many-th time in a scenario, so it works for sure.</summary>
    public Task AgentAsksAsync(string scenario, int turn) =>
        stage.Model.WaitForRequestAsync(request => request.Scenario == scenario && request.Turn == turn && request.BodyJson.Contains(Mark, StringComparison.Ordinal), Stage.Patience, CancellationToken.None);

    public SlackMessage Reply(string person, string text) => stage.Slack.Post(person, channel, text, ThreadTs);

    public async Task ClickAsync(string person, string button)
    {
        var receipt = await stage.Slack.ClickAsync(person, channel, CardTs, button, CancellationToken.None);
        Assert.That(receipt.Error, Is.Null, $"The click on {button} was not acknowledged.");
    }

    /// <summary>The whole trace by its download link, one record each.</summary>
    public async Task<IReadOnlyList<JsonObject>> TraceAsync()
    {
        var text = await stage.Product.Client.GetStringAsync(new Uri($"/runs/{Id}/trace.jsonl?t={TraceToken}", UriKind.Relative));
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.AsObject())];
    }

    /// <summary>Events of one kind.</summary>
    public async Task<IReadOnlyList<JsonObject>> TraceAsync(string kind) =>
        [.. (await TraceAsync()).Select(record => record["event"]!.AsObject()).Where(what => what["kind"]!.GetValue<string>() == kind)];

    public async Task<string> ContainerAsync() => (await SandboxContainers.OfRunAsync(Id)).Single();

    [GeneratedRegex("task[0-9]{4,}", RegexOptions.None, 1000)]
    private static partial Regex TaskMark();
}
