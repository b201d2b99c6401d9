using SlackAgents.Core.Ids;

namespace SlackAgents.Host.Composition;

/// <summary>Holds the installation's id, which is known once the database is open and before anything else starts.</summary>
internal sealed class InstallationCell
{
    private InstanceId? _instance;

    public InstanceId Instance
    {
        get => _instance ?? throw new InvalidOperationException("The database has not been opened yet.");
        set => _instance = value;
    }
}
