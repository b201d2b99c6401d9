using System.Globalization;
using System.Text.RegularExpressions;

namespace SlackAgents.Core.Publishing;

/// <summary>
/// Reads the patches of <c>git log -p -U0</c> line by line and remembers where added lines look like secrets. Counts
/// the lines of each hunk, so that a line of a file is never taken for a header.
/// </summary>
internal sealed partial class BranchDiffSecretScan
{
    /// <summary>As many places are remembered; a report names fewer.</summary>
    private const int MostPlaces = 50;

    private readonly List<BranchDiffSecret> _found = [];
    private string _path = "";
    private int _line;
    private int _removedLeft;
    private int _addedLeft;
    private bool _inMessage;

    /// <summary>The format that is asked of <c>git log</c>: the message between two zero bytes, which no message can hold.</summary>
    public const string LogFormat = "--format=tformat:%x00%B%x00";

    public IReadOnlyList<BranchDiffSecret> Found => _found;

    public void Read(string line)
    {
        if (_inMessage || (_removedLeft == 0 && _addedLeft == 0 && line.StartsWith('\0')))
        {
            ReadMessage(line);
        }
        else if (_removedLeft > 0 && line.StartsWith('-'))
        {
            _removedLeft--;
        }
        else if (_addedLeft > 0 && line.StartsWith('+'))
        {
            _addedLeft--;
            Look(line[1..], _path, _line++);
        }
        else if (Hunk().Match(line) is { Success: true } hunk)
        {
            _removedLeft = Count(hunk.Groups["removed"]);
            _addedLeft = Count(hunk.Groups["added"]);
            _line = int.Parse(hunk.Groups["line"].ValueSpan, CultureInfo.InvariantCulture);
        }
        else if (line.StartsWith("+++ ", StringComparison.Ordinal))
        {
            var name = line[4..].TrimEnd('\t').Trim('"');
            _path = name.StartsWith("b/", StringComparison.Ordinal) ? name[2..] : name;
        }
    }

    private void ReadMessage(string line)
    {
        var text = _inMessage ? line : line[1..];
        if (!_inMessage)
        {
            _line = 1;
        }

        _inMessage = !text.EndsWith('\0');
        Look(text.TrimEnd('\0'), "commit message", _line++);
    }

    private void Look(string text, string path, int line)
    {
        if (_found.Count < MostPlaces)
        {
            _found.AddRange(SecretShapes.Find(text).Select(kind => new BranchDiffSecret(path, line, kind)));
        }
    }

    private static int Count(Group group) => group.Success ? int.Parse(group.ValueSpan, CultureInfo.InvariantCulture) : 1;

    [GeneratedRegex(@"^@@ -[0-9]{1,9}(?:,(?<removed>[0-9]{1,9}))? \+(?<line>[0-9]{1,9})(?:,(?<added>[0-9]{1,9}))? @@", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Hunk();
}
