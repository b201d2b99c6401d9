using System.Globalization;
using SlackAgents.Core.Runs.Messages;
using SlackAgents.Core.Runs.Tools;
using SlackAgents.Core.Wording;

namespace SlackAgents.Core.Runs.Context;

/// <summary>Names of files that strangers chose, made harmless: no path, no hidden file, no two alike.</summary>
internal sealed class FileNames
{
    private const int MaxShown = 60;

    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="extensions">What the content is, as <see cref="ContentKinds"/> found.</param>
    public string Take(string name, IReadOnlyList<string> extensions)
    {
        var plain = name[(name.LastIndexOf('/') + 1)..].TrimStart('.', '-', ' ');
        var safe = AttachmentNames.Show(plain, extensions).TrimStart('.', '-');
        safe = safe.Contains('.', StringComparison.Ordinal) ? safe : $"file.{extensions[0]}";
        var free = safe;
        for (var number = 2; !_taken.Add(free); number++)
        {
            free = string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileNameWithoutExtension(safe)}-{number}{Path.GetExtension(safe)}");
        }

        return free;
    }

    /// <summary>A name as it can stand in a sentence about the file: quoted, since it may read like a sentence itself.</summary>
    public static string Shown(string name)
    {
        var plain = string.Concat(HiddenCharacters.Strip(name).Text.Select(character => char.IsControl(character) || character is '"' ? ' ' : character)).Trim();
        return $"\"{(plain.Length == 0 ? "?" : RunTexts.Bounded(plain, MaxShown))}\"";
    }
}
