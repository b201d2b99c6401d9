using System.Globalization;

namespace SlackAgents.Storage.Sqlite;

/// <summary>One step of the schema: an embedded file <c>NNNN_name.sql</c>. A step that was released is never edited.</summary>
internal sealed record SqliteMigration(int Version, string Name, string Sql)
{
    private const string Prefix = "SqliteMigrations/";

    /// <summary>All steps this program knows, in order, numbered from 1.</summary>
    public static IReadOnlyList<SqliteMigration> All { get; } = Load();

    private static List<SqliteMigration> Load()
    {
        var assembly = typeof(SqliteMigration).Assembly;
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => Read(assembly.GetManifestResourceStream(name)!, name[Prefix.Length..^".sql".Length]))];
    }

    private static SqliteMigration Read(Stream resource, string name)
    {
        using var reader = new StreamReader(resource);
        var parts = name.Split('_', 2);
        return new SqliteMigration(int.Parse(parts[0], CultureInfo.InvariantCulture), parts[1], reader.ReadToEnd());
    }
}
