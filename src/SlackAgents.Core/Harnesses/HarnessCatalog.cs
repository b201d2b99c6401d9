using System.Collections.Frozen;
using SlackAgents.Core.Wording;

namespace SlackAgents.Core.Harnesses;

/// <summary>The harnesses of this installation, found by name or alias in any case.</summary>
internal sealed class HarnessCatalog
{
    private readonly FrozenDictionary<string, IHarness> _byWord;

    /// <exception cref="ArgumentException">Two harnesses answer to the same word.</exception>
    public HarnessCatalog(IEnumerable<IHarness> harnesses)
    {
        var byWord = new Dictionary<string, IHarness>(StringComparer.OrdinalIgnoreCase);
        var names = new List<string>();
        foreach (var harness in harnesses)
        {
            names.Add(harness.Name);
            foreach (var word in harness.Aliases.Prepend(harness.Name))
            {
                byWord.Add(word, harness);
            }
        }

        Names = names;
        _byWord = byWord.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
        Words = byWord.ToFrozenDictionary(pair => pair.Key, pair => pair.Value.Name, StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Names in the order of registration, for people.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Every word that names a harness, and the name it stands for.</summary>
    public IReadOnlyDictionary<string, string> Words { get; }

    /// <summary>The harness of this name or alias, or null.</summary>
    public IHarness? Find(string? word) => word is not null && _byWord.TryGetValue(word.Trim(), out var harness) ? harness : null;

    /// <summary>The harness of a name that was checked when it came in.</summary>
    /// <exception cref="InvalidOperationException">It has been taken out of this installation since.</exception>
    public IHarness Get(string name) => Find(name) ?? throw new InvalidOperationException($"The harness '{name}' is not installed.");

    /// <summary>Names close to a word that is none, nearest first; empty when nothing is close.</summary>
    public IReadOnlyList<string> Suggest(string word) =>
        [.. DidYouMean.Near(word, Words.Keys, DidYouMean.MaxDistance).Select(near => Words[near]).Distinct(StringComparer.Ordinal)];
}
