namespace SlackAgents.Host.Doctor;

/// <summary>Looks at one dependency. Changes nothing and posts nothing.</summary>
internal interface IDoctorCheck
{
    string Area { get; }

    Task<IReadOnlyList<Finding>> LookAsync(CancellationToken cancellationToken);
}
