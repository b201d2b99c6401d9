using System.Globalization;
using Microsoft.Extensions.Options;
using SlackAgents.Core.Harnesses;
using SlackAgents.Core.Repositories;
using SlackAgents.Core.Runs.Context;
using SlackAgents.Core.Runs.Tools;
using SlackAgents.Core.Sandboxes;

namespace SlackAgents.Core.Runs.Steps;

/// <summary>Writes down what the sandbox and the agent need to know about a turn. No secret is known here, so none can get in.</summary>
internal sealed class TurnBriefing(HarnessCatalog harnesses, IRepositoryHost repositories, IRunStore store, ToolServers tools, TurnContexts contexts, IOptions<RunsOptions> options)
{
    /// <summary>First line that <c>src/sandbox/turn</c> prints.</summary>
    public const string MarkerStep = "turn";

    private const string CannotAsk = "Nobody can answer questions while you work; decide sensibly and say in your final message what you decided.";

    private const int MaxRecalledTurns = 20;
    private const int MaxRecalledPrompt = 2_000;

    public IReadOnlyDictionary<string, string> SandboxEnvironment { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["HOME"] = "/home/agent",
        ["LANG"] = "C.UTF-8",
    };

    public static string Marker(int turn) => turn.ToString(CultureInfo.InvariantCulture);

    /// <summary>The turn as the harness is to have it.</summary>
    public async Task<HarnessTurn> DescribeAsync(Run run, CancellationToken cancellationToken)
    {
        var turns = await store.GetTurnsAsync(run.Id, cancellationToken);
        var turn = turns.Single(candidate => candidate.Number == run.Turn);
        return new HarnessTurn(
            contexts.Tell(run, turns, run.SessionStarted ? turn.Prompt : WithHistory(run, turns, turn)),
            turn.PromptId,
            run.SessionId,
            run.SessionStarted,
            run.Model,
            new Uri(GatewayAddress.ProxyUrl),
            options.Value.MaxModelRetries)
        {
            Instructions = Instructions(run, tools.BuiltIn ? CanAsk(tools.AskToolOf(run)) : CannotAsk),
            Provider = run.Provider,
            McpServers = tools.Of(run),
        };
    }

    public async Task<TurnFiles> WriteAsync(Run run, CancellationToken cancellationToken)
    {
        await contexts.GatherAsync(run, cancellationToken);
        var launch = harnesses.Get(run.Harness).Launch(await DescribeAsync(run, cancellationToken));
        var bot = await repositories.GetBotIdentityAsync(cancellationToken);
        return new TurnFiles(
            launch.Arguments,
            new Dictionary<string, string>(launch.Environment, StringComparer.Ordinal)
            {
                ["SLACKAGENTS_RUN_URL"] = run.Id.Value,
                ["SLACKAGENTS_COAUTHOR"] = CoAuthor(run),
            },
            launch.Input,
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["turn"] = Marker(run.Turn),
                ["repository"] = run.Repository.ToString(),
                ["base"] = run.Base ?? string.Empty,
                ["branch"] = run.Branch,
                ["author_name"] = bot.Name,
                ["author_email"] = bot.Email,
                ["message"] = run.Title,
                ["on_stop"] = "commit",
            });
    }

    /// <summary>
    /// Who asked, as a trailer names people. Slack tells us no mail address, and an invented one could be somebody's:
    /// .invalid never is (RFC 2606).
    /// </summary>
    private static string CoAuthor(Run run)
    {
        var person = run.Requester.Person;
        var name = string.Concat(run.Requester.DisplayName.Where(character => !char.IsControl(character) && character is not ('<' or '>'))).Trim();
        return $"{(name.Length == 0 ? person.User : name)} <{person.User}.{person.Team}@slack.invalid>";
    }

    private static string CanAsk(string askTool) =>
        $"The tools of the MCP server slackagents reach the people who gave you the task: {askTool} asks them and waits for the answer (it can take half an hour, or never come), "
        + "report_progress shows them how far you are, attach_file sends them a file such as a screenshot or a report. "
        + "Ask only when you cannot decide sensibly; decide everything else yourself and say in your final message what you decided. A question that you only write down is seen by nobody until you finish.";

    private static string Instructions(Run run, string asking) =>
        $"""
         You work unattended in a sandbox. {asking}
         The repository {run.Repository} is checked out in the current directory on the branch {run.Branch}. Commit your work there in small commits with clear messages; leave pushing to the system, which pushes this branch and opens the pull request after you finish.
         There is no network: package registries, web pages and remote hosts other than the model and this repository's origin cannot be reached. Do not try to work around that.
         End with a short summary for a reviewer: what you changed, how you checked it, what is left open.
         """;

    /// <summary>
    /// The prompt alone where nothing was before. Else the agent's own memory is gone, with its sandbox or because another
    /// agent had it, and what the host knows of the earlier turns takes its place.
    /// </summary>
    private static string WithHistory(Run run, IReadOnlyList<Turn> turns, Turn current)
    {
        var earlier = turns.Where(turn => turn.Number != current.Number && turn.State is (TurnState.Ended or TurnState.Joined)).OrderBy(turn => turn.StartedAt).ToList();
        if (earlier.Count == 0 && run.FellBackFrom is null)
        {
            return current.Prompt;
        }

        var asked = string.Join('\n', earlier.TakeLast(MaxRecalledTurns).Select(turn => $"- {Messages.RunTexts.Bounded(turn.Prompt, MaxRecalledPrompt)}"));
        return $"""
            Work on this branch has begun before, in a session that is gone; its commits are here. Look at the log and at the working tree first. What was asked then:
            {(asked.Length == 0 ? "(what is asked now)" : asked)}
            The last summary was:
            {run.Answer ?? "(none)"}

            What is asked now:
            {current.Prompt}
            """;
    }
}
