using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SlackAgents.Core.Documents;

namespace SlackAgents.Slack.Installations;

/// <summary>
/// The <c>state</c> of a way through Slack's authorisation: random, signed, good once and for ten minutes. Beginning such
/// a way writes nothing, since anybody may begin one.
/// </summary>
/// <param name="key">Secret of this host.</param>
internal sealed class InstallStates(Func<byte[]> key, IDocumentStore store, TimeProvider time)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private const int NonceBytes = 32;
    private const int MaxLength = 200;

    private readonly DocumentBook<UsedState> _used = new(store, "slack-install-states", InstallationJson.Default.UsedState, time, Lifetime);

    public string Create()
    {
        var until = (time.GetUtcNow() + Lifetime).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var body = $"{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(NonceBytes))}.{until}";
        return $"{body}.{Sign(body)}";
    }

    /// <returns>Whether it is one of ours, still good, and was not used before.</returns>
    public async Task<bool> UseAsync(string state, CancellationToken cancellationToken)
    {
        if (!IsGood(state))
        {
            return false;
        }

        var isFirst = false;
        await _used.ChangeAsync(
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(state))),
            before =>
            {
                isFirst = before is null;
                return before ?? new UsedState(time.GetUtcNow());
            },
            cancellationToken);
        return isFirst;
    }

    private bool IsGood(string state) =>
        state.Length is > 0 and <= MaxLength && state.Split('.') is [var nonce, var until, var signature]
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(signature), Encoding.UTF8.GetBytes(Sign($"{nonce}.{until}")))
        && long.TryParse(until, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && time.GetUtcNow().ToUnixTimeSeconds() < seconds;

    private string Sign(string body) => Base64Url.EncodeToString(HMACSHA256.HashData(key(), Encoding.UTF8.GetBytes($"slack-install:{body}")));
}
