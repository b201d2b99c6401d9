using System.Security.Cryptography;
using System.Text;
using SlackAgents.Core.Documents;
using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Intake.Api;

/// <summary>Remembers which request a key was used for, so that the same request sent twice is one.</summary>
internal sealed class ApiKeys(IDocumentStore store, TimeProvider time)
{
    public const int MaxLength = 255;

    /// <summary>How long a key stands for its request.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(48);

    private readonly DocumentBook<ApiKeyUse> _uses = new(store, "api-requests", ApiJsonContext.Default.ApiKeyUse, time, Lifetime);

    /// <summary>The id that this request has; null when the key stands for another one already.</summary>
    /// <param name="key">Null: a request of its own.</param>
    public async Task<RunId?> TakeAsync(PersonId person, string? key, byte[] body, CancellationToken cancellationToken)
    {
        if (key is null)
        {
            return RunId.New();
        }

        var digest = Convert.ToHexStringLower(SHA256.HashData(body));
        var fresh = RunId.New().Value;
        var use = await _uses.ChangeAsync(
            $"{person}/{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)))}",
            before => before ?? new ApiKeyUse(digest, fresh),
            cancellationToken);
        return use!.Body == digest ? RunId.Parse(use.Id) : null;
    }
}
