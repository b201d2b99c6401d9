using System.Text.Json;
using System.Text.RegularExpressions;

namespace SlackAgents.Testing.Recordings;

/// <summary>
/// What a line of an agent CLI is made of, without what it says: its kind, and the places where it has which sort of
/// value. Two versions of a CLI that speak the same language give the same shapes.
/// </summary>
internal static partial class LineShapes
{
    private const int MaxDepth = 16;

    /// <summary>Members whose value says what an object is, in the languages that agents speak.</summary>
    private static readonly string[] Discriminators = ["type", "subtype", "method", "sessionUpdate"];

    /// <summary>What a tool was given and gave back is the tool's business, and of any shape.</summary>
    private static readonly HashSet<string> Opaque = new(StringComparer.Ordinal)
    {
        "input", "arguments", "parameters", "rawInput", "rawOutput", "tool_use_result", "metadata", "_meta",
    };

    /// <summary>One line's shapes, each as <c>place sort</c>; the first part of a place is the kind of the line.</summary>
    public static IReadOnlySet<string> Of(string line)
    {
        var shapes = new SortedSet<string>(StringComparer.Ordinal);
        try
        {
            using var document = JsonDocument.Parse(line);
            Walk(document.RootElement, string.Empty, shapes, 0);
        }
        catch (JsonException)
        {
            shapes.Add("(no JSON)");
        }

        return shapes;
    }

    public static IReadOnlySet<string> Of(IEnumerable<string> lines) =>
        new SortedSet<string>(lines.Where(line => !string.IsNullOrWhiteSpace(line)).SelectMany(Of), StringComparer.Ordinal);

    private static void Walk(JsonElement element, string place, SortedSet<string> shapes, int depth)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object when depth < MaxDepth:
                var kind = KindOf(element);
                place += kind.Length == 0 && place.Length > 0 ? string.Empty : $"({kind})";
                shapes.Add($"{place} object");
                foreach (var member in element.EnumerateObject())
                {
                    Walk(member, place, shapes, depth);
                }

                break;
            case JsonValueKind.Array when depth < MaxDepth:
                shapes.Add($"{place} array");
                foreach (var item in element.EnumerateArray())
                {
                    Walk(item, place + "[]", shapes, depth + 1);
                }

                break;
            case JsonValueKind.True or JsonValueKind.False:
                shapes.Add($"{place} boolean");
                break;
            default:
                shapes.Add($"{place} {element.ValueKind.ToString().ToLowerInvariant()}");
                break;
        }
    }

    private static void Walk(JsonProperty member, string place, SortedSet<string> shapes, int depth)
    {
        // Ids, paths and names of models as names of members are values, not language.
        var inside = $"{place}.{(Name().IsMatch(member.Name) ? member.Name : "*")}";
        if (Opaque.Contains(member.Name))
        {
            shapes.Add($"{inside} …");
        }
        else
        {
            Walk(member.Value, inside, shapes, depth + 1);
        }
    }

    private static string KindOf(JsonElement element) => string.Join('/', Discriminators
        .Select(name => element.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null)
        .Where(text => text is not null && Kind().IsMatch(text)));

    [GeneratedRegex(@"^[A-Za-z_$](?!.*[0-9]{4})[A-Za-z0-9_$]{0,60}$", RegexOptions.None, 1000)]
    private static partial Regex Name();

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9_./-]{0,60}$", RegexOptions.None, 1000)]
    private static partial Regex Kind();
}
