namespace SlackAgents.Storage;

/// <summary>Section <c>Storage</c>, and <c>DataDirectory</c> from the top of the configuration.</summary>
internal sealed class StorageOptions
{
    public const string Section = "Storage";

    public const string SqliteProvider = "Sqlite";

    public const string PostgresProvider = "Postgres";

    /// <value><c>Sqlite</c> or <c>Postgres</c>, in any case. Default <c>Sqlite</c>.</value>
    public string Provider { get; set; } = SqliteProvider;

    /// <value>Connection string of the provider. Default for SQLite: the file <c>slackagents.db</c> in the data directory.</value>
    public string? ConnectionString { get; set; }

    /// <value>Top-level key <c>DataDirectory</c>: mirrors, database, keys. Default <c>./data</c>.</value>
    public string DataDirectory { get; set; } = "./data";
}
