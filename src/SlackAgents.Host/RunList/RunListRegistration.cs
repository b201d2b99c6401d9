using SlackAgents.Host.Data;

namespace SlackAgents.Host.RunList;

/// <summary>The services of the list of runs.</summary>
internal static class RunListRegistration
{
    public static IServiceCollection AddRunList(this IServiceCollection services) => services
        .AddSingleton<VisibleRuns>()
        .AddSingleton<ListedRuns>()
        .AddSingleton<CostTable>()
        .AddSingleton(provider => new DataDisk(provider.GetRequiredService<DataDirectory>().Path))
        .AddSingleton<OperatorSources>()
        .AddSingleton<OperatorBoard>()
        .AddSingleton<RunListReader>()
        .AddSingleton<RunListPage>();
}
