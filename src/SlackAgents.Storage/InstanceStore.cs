using System.Security.Cryptography;
using System.Text;
using Dapper;
using Microsoft.Data.Sqlite;
using SlackAgents.Core.Ids;
using SlackAgents.Storage.Sqlite;

namespace SlackAgents.Storage;

/// <summary>What is made once for an installation and kept: its id and the keys it signs with.</summary>
internal sealed class InstanceStore(SqliteDatabase database)
{
    private const string IdName = "instance_id";

    /// <summary>Id of this installation; the same for as long as its database lives.</summary>
    public async Task<InstanceId> GetOrCreateAsync(CancellationToken cancellationToken)
    {
        var id = await GetOrCreateAsync(IdName, NewId, cancellationToken);
        return new InstanceId(Encoding.ASCII.GetString(id));
    }

    /// <summary>A random secret of <paramref name="bytes"/> bytes, made on first use. Never log it.</summary>
    /// <exception cref="ArgumentException">It exists already with another length.</exception>
    public async Task<byte[]> GetOrCreateSecretAsync(string name, int bytes, CancellationToken cancellationToken)
    {
        var secret = await GetOrCreateAsync($"secret:{name}", () => RandomNumberGenerator.GetBytes(bytes), cancellationToken);
        return secret.Length == bytes
            ? secret
            : throw new ArgumentException($"The secret '{name}' was made with {secret.Length} bytes, not {bytes}.", nameof(bytes));
    }

    private static byte[] NewId() => Encoding.ASCII.GetBytes(RandomNumberGenerator.GetHexString(16, lowercase: true));

    private Task<byte[]> GetOrCreateAsync(string name, Func<byte[]> create, CancellationToken cancellationToken) =>
        database.WriteAsync(connection => Find(connection, name) ?? Insert(connection, name, create()), cancellationToken);

    private static byte[]? Find(SqliteConnection connection, string name) =>
        connection.QuerySingleOrDefault<byte[]>("SELECT value FROM instance WHERE name = @name", new { name });

    private static byte[] Insert(SqliteConnection connection, string name, byte[] value)
    {
        connection.Execute("INSERT INTO instance (name, value) VALUES (@name, @value)", new { name, value });
        return value;
    }
}
