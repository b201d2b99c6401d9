using System.CommandLine;
using SlackAgents.Host.Composition;
using SlackAgents.Host.Configuration;
using SlackAgents.Host.Manifests;
using SlackAgents.Slack.Configuration;

namespace SlackAgents.Host.Verbs;

/// <summary><c>manifest slack|github</c>: what creates the two apps.</summary>
internal static class ManifestVerb
{
    private const string TokenVariable = "SLACK_CONFIG_TOKEN";

    public static Command Command() => new("manifest", "Print the manifest of the Slack app or the GitHub App, and how to create the app from it.")
    {
        Slack(),
        GitHub(),
    };

    private static Command Slack()
    {
        var http = new Option<bool>("--http") { Description = "Slack posts to Web:PublicUrl, instead of Socket Mode. Default: what Slack:Transport says." };
        var create = new Option<bool>("--create") { Description = $"Create the app in Slack, or with --app change it. Needs an app configuration token in {TokenVariable}." };
        var app = new Option<string?>("--app") { Description = "With --create: change this app (A…) to the manifest, after showing what would change." };
        var yes = new Option<bool>("--yes") { Description = "With --app: change it without asking." };
        var command = new Command("slack", "The Slack app.") { http, create, app, yes };
        command.SetAction(async (result, cancellationToken) =>
        {
            var configuration = Configuration(result);
            var byHttp = result.GetValue(http) || string.Equals(configuration["Slack:Transport"], "Http", StringComparison.OrdinalIgnoreCase);
            var manifest = SlackManifest.Read(byHttp, configuration["Web:PublicUrl"]);
            var isCreate = result.GetValue(create);
            if (!isCreate)
            {
                Console.WriteLine(manifest.TrimEnd());
                await Console.Error.WriteLineAsync();
            }

            if (byHttp && string.IsNullOrEmpty(configuration["Web:PublicUrl"]))
            {
                await Console.Error.WriteLineAsync("Set Web__PublicUrl to the https address of this host first; the manifest still holds a placeholder.");
                return ExitCodes.Configuration;
            }

            if (isCreate)
            {
                return await SetUpAsync(configuration, manifest, byHttp, result.GetValue(app), result.GetValue(yes), cancellationToken);
            }

            await Console.Error.WriteLineAsync("Open this link, choose the workspace, and press Create:");
            await Console.Error.WriteLineAsync(SlackManifest.CreateLink(manifest));
            return ExitCodes.Ok;
        });
        return command;
    }

    private static async Task<int> SetUpAsync(ConfigurationManager configuration, string manifest, bool byHttp, string? app, bool isAgreed, CancellationToken cancellationToken)
    {
        if (Environment.GetEnvironmentVariable(TokenVariable) is not { Length: > 0 } token)
        {
            await Console.Error.WriteLineAsync($"{TokenVariable} is not set. Generate an app configuration token at api.slack.com/apps → Your App Configuration Tokens, and put it into {TokenVariable}; on the command line others could read it.");
            return ExitCodes.Configuration;
        }

        try
        {
            using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(30) };
            var api = new SlackManifestApi(client, configuration["Slack:ApiUrl"] ?? new SlackOptions().ApiUrl, token);
            var setup = new SlackAppSetup(api, Path.Combine(configuration["DataDirectory"]!, "keys"), Console.Out, Console.IsInputRedirected ? null : Confirm);
            return app is null
                ? await setup.CreateAsync(manifest, socketMode: !byHttp, cancellationToken)
                : await setup.UpdateAsync(app, manifest, isAgreed, cancellationToken);
        }
        catch (SlackManifestException exception)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return ExitCodes.Failed;
        }
    }

    private static bool Confirm(string question)
    {
        Console.Write(question);
        return Console.ReadLine()?.Trim() is "y" or "Y" or "yes";
    }

    private static Command GitHub()
    {
        var organisation = new Option<string?>("--org") { Description = "Create it for this organisation instead of your own account." };
        var output = new Option<string?>("--out") { Description = "Write a page with a button that creates the App." };
        var code = new Option<string?>("--code") { Description = "Finish: the code that GitHub put into the address bar." };
        var command = new Command("github", "The GitHub App.") { organisation, output, code };
        command.SetAction(async (result, cancellationToken) =>
        {
            var configuration = Configuration(result);
            return result.GetValue(code) is { } given
                ? await FinishAsync(configuration, given, cancellationToken)
                : await PrintAsync(configuration, result.GetValue(organisation), result.GetValue(output), cancellationToken);
        });
        return command;
    }

    private static async Task<int> PrintAsync(ConfigurationManager configuration, string? organisation, string? output, CancellationToken cancellationToken)
    {
        var manifest = GitHubManifest.Read(organisation, configuration["Web:PublicUrl"], configuration["Web:ListenUrl"] ?? new WebOptions().ListenUrl);
        Console.WriteLine(manifest);
        if (output is null)
        {
            await Console.Error.WriteLineAsync("\nGitHub takes a manifest only from a form: run this again with --out github-app.html and open that file in your browser.");
            return ExitCodes.Ok;
        }

        await File.WriteAllTextAsync(output, GitHubManifest.Page(manifest, configuration["GitHub:GitUrl"] ?? "https://github.com", organisation).ToString(), cancellationToken);
        await Console.Error.WriteLineAsync($"\nOpen {Path.GetFullPath(output)} in your browser and press the button.");
        return ExitCodes.Ok;
    }

    private static async Task<int> FinishAsync(ConfigurationManager configuration, string code, CancellationToken cancellationToken)
    {
        try
        {
            var folder = Path.Combine(configuration["DataDirectory"]!, "keys");
            var (settings, install) = await GitHubAppConversion.ConvertAsync(configuration["GitHub:ApiUrl"] ?? "https://api.github.com", code, folder, cancellationToken);
            Console.WriteLine($"The App exists. Its settings are in {settings} (readable by you alone); load them into the environment of the host.");
            Console.WriteLine($"Install it on the repositories that agents may work on: {install}");
            return ExitCodes.Ok;
        }
        catch (HttpRequestException exception)
        {
            await Console.Error.WriteLineAsync($"GitHub did not take the code: {exception.Message} A code is good once and for an hour; press the button again for a new one.");
            return ExitCodes.Failed;
        }
    }

    private static ConfigurationManager Configuration(ParseResult result) =>
        ProductHost.CreateBuilder(new HostStart { Overrides = [.. result.UnmatchedTokens] }).Configuration;
}
