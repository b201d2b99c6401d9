using System.Text.Json.Nodes;
using SlackAgents.Host.Configuration;
using SlackAgents.Host.Traces;

namespace SlackAgents.Host.Manifests;

/// <summary>Creates the Slack app from the manifest, or brings an app to it. Nothing secret is printed.</summary>
/// <param name="confirm">Asks the operator; null when there is nobody to ask.</param>
internal sealed class SlackAppSetup(SlackManifestApi api, string keyFolder, TextWriter output, Func<string, bool>? confirm)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const int MaxLine = 400;
    private const int MaxLink = 4000;

    /// <param name="socketMode">An app-level token is needed then, which only a person can generate.</param>
    public async Task<int> CreateAsync(string manifest, bool socketMode, CancellationToken cancellationToken)
    {
        await api.ValidateAsync(manifest, app: null, cancellationToken);
        var app = await api.CreateAsync(manifest, cancellationToken);
        var settings = await WriteAsync(app, cancellationToken);
        await output.WriteLineAsync($"The app {app.Id} exists. Its credentials are in {settings} (readable by you alone); load them into the environment of the host. Next:");
        await output.WriteLineAsync($"  1. Install it: {ForeignText.Clean(app.Install ?? $"https://api.slack.com/apps/{app.Id}/install-on-team", MaxLink)}");
        await output.WriteLineAsync($"  2. Copy the Bot User OAuth Token from https://api.slack.com/apps/{app.Id}/oauth into Slack__BotToken.");
        if (socketMode)
        {
            await output.WriteLineAsync($"  3. Generate an app-level token with connections:write at https://api.slack.com/apps/{app.Id}/general, and put it into Slack__AppToken.");
        }

        await output.WriteLineAsync("Then run: scripts/run doctor");
        return ExitCodes.Ok;
    }

    public async Task<int> UpdateAsync(string app, string manifest, bool isAgreed, CancellationToken cancellationToken)
    {
        var lines = ManifestDifference.Between(await api.ExportAsync(app, cancellationToken), JsonNode.Parse(manifest)!.AsObject());
        if (lines.Count == 0)
        {
            await output.WriteLineAsync($"The app {app} is as the manifest says. Nothing to do.");
            return ExitCodes.Ok;
        }

        await output.WriteLineAsync($"The app {app} would change so:");
        foreach (var line in lines)
        {
            await output.WriteLineAsync("  " + ForeignText.Clean(line, MaxLine));
        }

        await api.ValidateAsync(manifest, app, cancellationToken);
        if (!isAgreed && confirm is null)
        {
            await output.WriteLineAsync("Nothing was changed: there is no terminal to ask. Add --yes to change the app.");
            return ExitCodes.Failed;
        }

        if (!isAgreed && !confirm!($"Change the app {app}? [y/N] "))
        {
            await output.WriteLineAsync("Nothing was changed.");
            return ExitCodes.Failed;
        }

        var installAgain = await api.UpdateAsync(app, manifest, cancellationToken);
        await output.WriteLineAsync(installAgain
            ? $"Changed. Its scopes changed, too: install it again in every workspace, here first: https://api.slack.com/apps/{app}/install-on-team"
            : "Changed. Nothing has to be installed again.");
        return ExitCodes.Ok;
    }

    private async Task<string> WriteAsync(CreatedSlackApp app, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(keyFolder, OwnerOnly | UnixFileMode.UserExecute);
        var path = Path.Combine(keyFolder, "slack-app.env");
        // One that is there keeps its mode when it is written over, and that may be any.
        File.Delete(path);
        await using var stream = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerOnly });
        await using var writer = new StreamWriter(stream);
        await writer.WriteAsync($"# Slack app {OneLine(app.Id)}\n{Line("SigningSecret", app.SigningSecret)}{Line("ClientId", app.ClientId)}{Line("ClientSecret", app.ClientSecret)}".AsMemory(), cancellationToken);
        return path;
    }

    private static string Line(string setting, string? value) => value is null ? string.Empty : $"Slack__{setting}={OneLine(value)}\n";

    /// <summary>The file is read by a shell: nothing in an answer may become another line or a command.</summary>
    private static string OneLine(string value) => string.Concat(value.Where(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '-' or '_'));
}
