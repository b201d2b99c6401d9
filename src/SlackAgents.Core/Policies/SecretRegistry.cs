using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SlackAgents.Core.Policies;

/// <summary>
/// Every secret that this process knows, so that its value can be taken out of whatever is written down. Configured
/// secrets stay for ever; minted ones are forgotten a while after they expired. Safe to use from any thread.
/// </summary>
internal sealed class SecretRegistry(TimeProvider timeProvider)
{
    /// <summary>What stands where a secret was.</summary>
    public const string Mask = "***";

    /// <summary>Shorter values are words rather than secrets; taking them out would only garble the text.</summary>
    public const int MinLength = 6;

    /// <summary>A bound on minted secrets; the oldest goes first. Reached only when something mints without end.</summary>
    private const int MaxMinted = 4096;

    private readonly Lock _gate = new();

    // Guarded by _gate.
    private readonly HashSet<string> _lasting = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _minted = new(StringComparer.Ordinal);

    // Swapped whole, read without the lock.
    private volatile Snapshot _snapshot = Snapshot.Empty;

    /// <summary>Registers a configured secret. Of a secret with several lines (a PEM file) each line of key material counts.</summary>
    public void Add(string? secret)
    {
        lock (_gate)
        {
            var before = _lasting.Count;
            foreach (var part in Parts(secret))
            {
                _lasting.Add(part);
            }

            if (_lasting.Count != before)
            {
                Publish();
            }
        }
    }

    /// <summary>Registers a secret made at run time. It is kept for an hour past <paramref name="expiresAt"/>.</summary>
    public void AddMinted(string secret, DateTimeOffset expiresAt)
    {
        lock (_gate)
        {
            var now = timeProvider.GetUtcNow();
            foreach (var dead in _minted.Where(entry => entry.Value < now).Select(entry => entry.Key).ToList())
            {
                _minted.Remove(dead);
            }

            while (_minted.Count >= MaxMinted)
            {
                _minted.Remove(_minted.MinBy(entry => entry.Value).Key);
            }

            foreach (var part in Parts(secret))
            {
                _minted[part] = expiresAt + TimeSpan.FromHours(1);
            }

            Publish();
        }
    }

    /// <summary>The text with every known secret, plain or encoded, replaced by <see cref="Mask"/>.</summary>
    public string Redact(string text)
    {
        var snapshot = _snapshot;
        var at = text.AsSpan().IndexOfAny(snapshot.Search);
        if (at < 0)
        {
            return text;
        }

        var result = new StringBuilder(text.Length);
        var rest = text.AsSpan();
        while (at >= 0)
        {
            result.Append(rest[..at]).Append(Mask);
            rest = rest[(at + snapshot.LengthAt(rest[at..]))..];
            at = rest.IndexOfAny(snapshot.Search);
        }

        return result.Append(rest).ToString();
    }

    private static IEnumerable<string> Parts(string? secret) =>
        (secret ?? string.Empty)
        .Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Where(line => line.Length >= MinLength && !line.StartsWith("-----", StringComparison.Ordinal));

    private void Publish() => _snapshot = new Snapshot(_lasting.Concat(_minted.Keys).SelectMany(Variants));

    /// <summary>A secret as it looks in plain text, in JSON, in a URL, and inside base64 at each of the three alignments.</summary>
    private static IEnumerable<string> Variants(string secret)
    {
        // Twice, because a rendered message quotes its values and is itself a value of a JSON line.
        string[] once = [secret, JsonEncodedText.Encode(secret).Value, Json(secret), secret.Replace("\"", "\\\"", StringComparison.Ordinal)];
        foreach (var text in once)
        {
            yield return text;
            yield return Json(text);
        }

        yield return Uri.EscapeDataString(secret);
        for (var shift = 0; shift < 3; shift++)
        {
            var encoded = Convert.ToBase64String([.. new byte[shift], .. Encoding.UTF8.GetBytes(secret)]).TrimEnd('=');

            // The first and the last characters also carry bits of the neighbours, so they are left out.
            var inner = encoded[(shift == 0 ? 0 : shift + 1)..^1];
            if (inner.Length >= 8)
            {
                yield return inner;
            }
        }
    }

    private static string Json(string text) => JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).Value;

    private sealed class Snapshot
    {
        private readonly string[] _values;

        public Snapshot(IEnumerable<string> values)
        {
            _values = values.Distinct(StringComparer.Ordinal).OrderByDescending(value => value.Length).ToArray();
            Search = SearchValues.Create(_values, StringComparison.Ordinal);
        }

        public static Snapshot Empty { get; } = new([]);

        public SearchValues<string> Search { get; }

        /// <summary>Length of the longest secret that the text starts with.</summary>
        public int LengthAt(ReadOnlySpan<char> text)
        {
            foreach (var value in _values)
            {
                if (text.StartsWith(value, StringComparison.Ordinal))
                {
                    return value.Length;
                }
            }

            return 1;
        }
    }
}
