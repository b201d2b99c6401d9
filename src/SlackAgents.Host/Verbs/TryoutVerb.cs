using System.CommandLine;
using System.Text.Json;
using SlackAgents.Core.Ids;
using SlackAgents.Host.Configuration;
using SlackAgents.Host.Tryout;

namespace SlackAgents.Host.Verbs;

/// <summary><c>tryout</c>: the whole product against a Slack, a GitHub and a model on this machine.</summary>
internal static class TryoutVerb
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static Command Command()
    {
        var once = new Option<string?>("--once") { Description = "Do this one task, print what came of it, and leave." };
        var json = new Option<bool>("--json") { Description = "With --once: print the result as JSON." };
        var repository = new Option<string?>("--repo") { Description = "With --once: the repository; default acme/widgets." };
        var timeout = new Option<int>("--timeout") { Description = "With --once: seconds to wait; default 900.", DefaultValueFactory = _ => 900 };
        var command = new Command("tryout", "Try the product without any account: Slack, GitHub and the model are stand-ins on this machine.") { once, json, repository, timeout };
        command.SetAction((result, cancellationToken) => RunAsync(
            new TryoutRequest
            {
                Task = result.GetValue(once),
                Json = result.GetValue(json),
                Repository = RepositoryName.TryParse(result.GetValue(repository) ?? "acme/widgets", out var name) ? name : null,
                Timeout = TimeSpan.FromSeconds(result.GetValue(timeout)),
                Overrides = [.. result.UnmatchedTokens],
            },
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(TryoutRequest request, CancellationToken cancellationToken)
    {
        var code = ExitCodes.Ok;
        var boundary = await VerbBoundary.RunAsync(async () =>
        {
            if (request.Repository is null)
            {
                throw new TryoutException("--repo must be owner/name, for example acme/widgets.");
            }

            await using var session = await TryoutSession.StartAsync(request, line => Console.Error.WriteLine(line), cancellationToken);
            code = request.Task is null ? await StayAsync(session, cancellationToken) : await OnceAsync(session, request, cancellationToken);
        });
        return boundary == ExitCodes.Ok ? code : boundary;
    }

    private static async Task<int> OnceAsync(TryoutSession session, TryoutRequest request, CancellationToken cancellationToken)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, session.Product.Lifetime.ApplicationStopping);
        var result = await new TryoutTask(session.Product.Services, session.Playground, Console.Error).RunAsync(request, stopping.Token);
        Console.WriteLine(request.Json ? JsonSerializer.Serialize(result, Json) : Describe(result));
        return result.State == "Finished" ? ExitCodes.Ok : ExitCodes.Failed;
    }

    private static async Task<int> StayAsync(TryoutSession session, CancellationToken cancellationToken)
    {
        Console.WriteLine($"""

            SlackAgents is running against stand-ins.

              Workspace:  {session.Playground.BaseUrl}   ← open this and type: /agent fix the typo in the readme
              Runs:       {session.Product.Urls.First()}/runs   ← all runs, what they cost, and how the installation stands; sign in as Alice
              Traces:     links in the cards lead to {string.Join(", ", session.Product.Urls)}

            What is real:      the product, the Docker sandbox, the agent's own CLI, git, the database.
            What is a stand-in: the Slack workspace, GitHub, {(session.IsModelReal ? "nothing else: the model is the real provider's and costs money" : "the model (scripted: it mends typos and answers questions)")}.

            Everything is forgotten at the end. Stop with Ctrl+C.
            """);
        await session.Product.WaitForShutdownAsync(cancellationToken);
        return ExitCodes.Ok;
    }

    private static string Describe(TryoutResult result) => $"""
        {result.State}{(result.Reason is null ? string.Empty : $" ({result.Reason})")} after {result.Seconds:0.0} s, ${result.Cost:0.0000}
          run           {result.Run ?? "–"}
          branch        {result.Branch ?? "–"} ({result.Commits} commits)
          pull request  {result.PullRequest ?? "–"}

        {result.Answer}
        """;
}
