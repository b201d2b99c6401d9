namespace SlackAgents.Tests.Gateway.Providers;

/// <summary>Requests as the agent CLIs sent them, with long texts cut.</summary>
internal static class RequestSamples
{
    public static byte[] Read(string name) => File.ReadAllBytes(Path.Combine(Folder(), name + ".json"));

    private static string Folder()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "SlackAgents.sln")))
        {
            directory = directory.Parent ?? throw new DirectoryNotFoundException("The root of the repository was not found.");
        }

        return Path.Combine(directory.FullName, "tests", "SlackAgents.Tests", "Fixtures", "requests");
    }
}
