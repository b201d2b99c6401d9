using System.Text.Json.Serialization;

namespace SlackAgents.Host.Manifests;

/// <summary>The last step of creating the App from its manifest: the code from GitHub becomes id, key and webhook secret.</summary>
internal static class GitHubAppConversion
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Writes the key and a file with the settings into <paramref name="folder"/>, readable by the owner alone.</summary>
    /// <returns>The settings file, and where the App is installed on repositories.</returns>
    /// <exception cref="HttpRequestException">GitHub does not know the code (any more) or cannot be reached.</exception>
    public static async Task<(string SettingsFile, Uri InstallPage)> ConvertAsync(string apiUrl, string code, string folder, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(30) };
        client.DefaultRequestHeaders.TryAddWithoutValidation("Accept", "application/vnd.github+json");
        client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", "SlackAgents");
        using var answer = await client.PostAsync(new Uri($"{apiUrl.TrimEnd('/')}/app-manifests/{Uri.EscapeDataString(code)}/conversions"), content: null, cancellationToken);
        answer.EnsureSuccessStatusCode();
        var app = await answer.Content.ReadFromJsonAsync<CreatedApp>(cancellationToken) ?? throw new HttpRequestException("GitHub's answer is empty.");

        Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
        var key = Path.Combine(folder, "github-app.pem");
        var settings = Path.Combine(folder, "github-app.env");
        await WriteAsync(key, app.Pem, cancellationToken);
        await WriteAsync(settings, $"GitHub__AppId={app.Id}\nGitHub__PrivateKeyPath={key}\nGitHub__WebhookSecret={app.WebhookSecret}\nGitHub__ClientId={app.ClientId}\nGitHub__ClientSecret={app.ClientSecret}\n", cancellationToken);
        return (settings, new Uri($"{app.HtmlUrl}/installations/new"));
    }

    private static async Task WriteAsync(string path, string text, CancellationToken cancellationToken)
    {
        await using var stream = new FileStream(path, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = OwnerOnly });
        await using var writer = new StreamWriter(stream);
        await writer.WriteAsync(text.AsMemory(), cancellationToken);
    }

    private sealed record CreatedApp(
        [property: JsonPropertyName("id")] long Id,
        [property: JsonPropertyName("pem")] string Pem,
        [property: JsonPropertyName("webhook_secret")] string? WebhookSecret,
        [property: JsonPropertyName("client_id")] string ClientId,
        [property: JsonPropertyName("client_secret")] string ClientSecret,
        [property: JsonPropertyName("html_url")] string HtmlUrl);
}
