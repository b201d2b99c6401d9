using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace SlackAgents.Core.Ids;

/// <summary>
/// Names one run everywhere: in Slack, in the branch, on the container's label, in the trace.
/// Ten characters of Crockford's base 32 in lower case: short enough to type on a phone, 50 bits, no look-alikes.
/// </summary>
internal readonly record struct RunId
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    /// <summary>Number of characters of every run id.</summary>
    public const int Length = 10;

    private readonly string? _value;

    private RunId(string value) => _value = value;

    public string Value => _value ?? throw new InvalidOperationException("An empty run id was used.");

    /// <summary>A new random id.</summary>
    public static RunId New() => new(RandomNumberGenerator.GetString(Alphabet, Length));

    /// <summary>The id that belongs to a text: always the same one. The text has to hold something random.</summary>
    public static RunId From(string text) =>
        new(string.Concat(SHA256.HashData(Encoding.UTF8.GetBytes(text)).Take(Length).Select(value => Alphabet[value % Alphabet.Length])));

    /// <summary>Reads what a person typed: case and surrounding white space do not matter.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out RunId? id)
    {
        var candidate = text?.Trim().ToLowerInvariant();
        id = candidate is { Length: Length } && candidate.All(Alphabet.Contains) ? new RunId(candidate) : null;
        return id is not null;
    }

    /// <summary>Reads an id that the product itself wrote.</summary>
    /// <exception cref="FormatException">The text is not a run id.</exception>
    public static RunId Parse(string text) =>
        TryParse(text, out var id) ? id.Value : throw new FormatException($"'{text}' is not a run id.");

    public override string ToString() => Value;
}
