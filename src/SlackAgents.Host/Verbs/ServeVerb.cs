using System.CommandLine;
using SlackAgents.Host.Composition;

namespace SlackAgents.Host.Verbs;

/// <summary><c>serve</c>: the product, until it is told to stop.</summary>
internal static class ServeVerb
{
    public static Command Command()
    {
        var command = new Command("serve", "Take commands from Slack and work on them (the default).");
        Describe(command);
        return command;
    }

    public static void Describe(Command command) =>
        command.SetAction((result, cancellationToken) => RunAsync(new HostStart { Overrides = [.. result.UnmatchedTokens] }, cancellationToken));

    private static Task<int> RunAsync(HostStart start, CancellationToken cancellationToken) => VerbBoundary.RunAsync(async () =>
    {
        await using var app = await ProductHost.BuildAsync(start, cancellationToken);
        await app.RunAsync(cancellationToken);
    });
}
