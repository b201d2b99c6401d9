using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace SlackAgents.Storage;

/// <summary>Refuses a configuration that cannot work, naming each key and what to write there.</summary>
internal sealed class StorageOptionsValidator : IValidateOptions<StorageOptions>
{
    public ValidateOptionsResult Validate(string? name, StorageOptions options)
    {
        var errors = Errors(options).ToList();
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static IEnumerable<string> Errors(StorageOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.DataDirectory))
        {
            yield return "DataDirectory is empty. Name the folder for the database and the mirrors, for example ./data.";
        }

        if (options.Provider.Equals(StorageOptions.PostgresProvider, StringComparison.OrdinalIgnoreCase))
        {
            yield return "Storage:Provider is Postgres, which this version does not support yet. Set it to Sqlite, or leave it out.";
        }
        else if (!options.Provider.Equals(StorageOptions.SqliteProvider, StringComparison.OrdinalIgnoreCase))
        {
            yield return $"Storage:Provider is '{options.Provider}'. Set it to Sqlite, or leave it out.";
        }
        else if (SqliteError(options.ConnectionString) is { } error)
        {
            yield return error;
        }
    }

    private static string? SqliteError(string? connectionString)
    {
        if (string.IsNullOrWhiteSpace(connectionString))
        {
            return null;
        }

        try
        {
            var builder = new SqliteConnectionStringBuilder(connectionString);
            return builder.DataSource.Length == 0 || builder.DataSource.StartsWith(':') || builder.Mode == SqliteOpenMode.Memory
                ? "Storage:ConnectionString must name a file (Data Source=/path/slackagents.db): a database in memory is lost with the process."
                : null;
        }
        catch (ArgumentException exception)
        {
            // The message names the unknown keyword, never a value, so no password gets into a log.
            return $"Storage:ConnectionString cannot be read: {exception.Message} Write it as Data Source=/path/slackagents.db.";
        }
    }
}
