using System.Text.Json;
using SlackAgents.GitHub.Authentication;
using SlackAgents.Host.Manifests;

namespace SlackAgents.Tests.GitHub;

internal sealed class GitHubManifestTests
{
    [Test]
    public void The_manifest_asks_for_what_the_product_needs_and_for_no_more_than_it_says()
    {
        var manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(Root(), "manifest", "github-app.json"))).RootElement;

        var permissions = manifest.GetProperty("default_permissions").EnumerateObject().ToDictionary(one => one.Name, one => one.Value.GetString()!, StringComparer.Ordinal);

        Assert.Multiple(() =>
        {
            Assert.That(TokenPermissions.Missing(permissions), Is.Empty);
            Assert.That(permissions.Keys, Has.None.EqualTo("workflows").And.None.EqualTo("administration"), "those are opt-in");
            Assert.That(manifest.GetProperty("public").GetBoolean(), Is.False);
            Assert.That(manifest.GetProperty("hook_attributes").GetProperty("active").GetBoolean(), Is.False, "an installation without a public address has no webhook");
        });
    }

    [TestCase("https://agents.example.com/", "https://agents.example.com/github/callback")]
    [TestCase(null, "http://127.0.0.1:5080/github/callback")]
    public void People_who_sign_in_are_led_back_to_where_the_product_is_reached(string? publicUrl, string callback)
    {
        var manifest = JsonDocument.Parse(GitHubManifest.Read(null, publicUrl, "http://127.0.0.1:5080")).RootElement;

        Assert.That(manifest.GetProperty("callback_urls").EnumerateArray().Select(one => one.GetString()), Is.EqualTo(new[] { callback }));
    }

    private static string Root()
    {
        var directory = new DirectoryInfo(TestContext.CurrentContext.TestDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "Directory.Packages.props")))
        {
            directory = directory.Parent ?? throw new DirectoryNotFoundException("The root of the project was not found.");
        }

        return directory.FullName;
    }
}
