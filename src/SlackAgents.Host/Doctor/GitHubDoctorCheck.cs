using SlackAgents.Core.Repositories;

namespace SlackAgents.Host.Doctor;

/// <summary>The GitHub App: its key, its permissions, where it is installed.</summary>
internal sealed class GitHubDoctorCheck(IRepositoryHost host) : IDoctorCheck
{
    public string Area => "GitHub App";

    public async Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken)
    {
        var problems = await host.CheckAsync(cancellationToken);
        if (problems.Count > 0)
        {
            return [.. problems.Select(problem => Finding.Bad(Area, problem, "Follow the sentence; 'manifest github' makes an App with the right permissions."))];
        }

        var bot = await host.GetBotIdentityAsync(cancellationToken);
        return [Finding.Good(Area, $"Key, permissions and installations are good; commits are made by {bot.Name}.")];
    }
}
