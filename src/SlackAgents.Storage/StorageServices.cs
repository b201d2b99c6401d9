using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using SlackAgents.Core.Documents;
using SlackAgents.Core.Intake.Inbox;
using SlackAgents.Core.Replies;
using SlackAgents.Core.Runs;
using SlackAgents.Core.Runs.Listing;
using SlackAgents.Core.Traces;
using SlackAgents.Storage.Sqlite;

namespace SlackAgents.Storage;

/// <summary>Registers the stores. <see cref="StorageInitializer.InitializeAsync"/> must have run before one is used.</summary>
internal static class StorageServices
{
    public static IServiceCollection AddStorage(this IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<StorageOptions, StorageOptionsValidator>().Configure<IConfiguration>(Bind);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<SqliteDatabase>();
        services.AddSingleton<StorageInitializer>();
        services.AddSingleton<InstanceStore>();
        services.AddSingleton<IInbox, SqliteInbox>();
        services.AddSingleton<IRunStore, SqliteRunStore>();
        services.AddSingleton<IRunList, SqliteRunList>();
        services.AddSingleton<IOutbox, SqliteOutbox>();
        services.AddSingleton<ITraceStore, SqliteTraceStore>();
        services.AddSingleton<IDocumentStore, SqliteDocumentStore>();
        return services;
    }

    private static void Bind(StorageOptions options, IConfiguration configuration)
    {
        var section = configuration.GetSection(StorageOptions.Section);
        options.Provider = section[nameof(StorageOptions.Provider)] ?? options.Provider;
        options.ConnectionString = section[nameof(StorageOptions.ConnectionString)] ?? options.ConnectionString;
        options.DataDirectory = configuration[nameof(StorageOptions.DataDirectory)] ?? options.DataDirectory;
    }
}
