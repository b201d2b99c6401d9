using System.Globalization;

namespace SlackAgents.Slack.Rendering;

/// <summary>
/// An action of ours as Slack's <c>action_id</c>. A second button with the same action gets a number behind it, since
/// ids must differ inside a message; a picker, which has no value of its own, carries ours as <c>action~value</c>.
/// </summary>
internal static class ActionId
{
    /// <summary>Action of a button that only opens an address. Slack tells us of the click; there is nothing to do.</summary>
    public const string Link = "open_link";

    private const char Separator = '#';
    private const char ValueMark = '~';

    public static string Write(string action, int number)
    {
        var suffix = number > 1 ? Separator + number.ToString(CultureInfo.InvariantCulture) : string.Empty;
        var room = BlockLimits.ActionId - suffix.Length;
        return (action.Length > room ? action[..room] : action) + suffix;
    }

    /// <returns>Null when it does not fit: half an id would name something else.</returns>
    public static string? Write(string action, string value, int number)
    {
        var suffix = number > 1 ? Separator + number.ToString(CultureInfo.InvariantCulture) : string.Empty;
        var id = value.Length == 0 ? action + suffix : action + ValueMark + value + suffix;
        return id.Length <= BlockLimits.ActionId ? id : null;
    }

    /// <summary>The action alone.</summary>
    public static string Read(string actionId)
    {
        var id = WithoutNumber(actionId);
        var end = id.IndexOf(ValueMark, StringComparison.Ordinal);
        return end > 0 ? id[..end] : id;
    }

    /// <summary>The value that a picker carries; null for none.</summary>
    public static string? ReadValue(string actionId)
    {
        var id = WithoutNumber(actionId);
        var end = id.IndexOf(ValueMark, StringComparison.Ordinal);
        return end > 0 && end < id.Length - 1 ? id[(end + 1)..] : null;
    }

    private static string WithoutNumber(string actionId)
    {
        var end = actionId.LastIndexOf(Separator);
        return end > 0 && int.TryParse(actionId.AsSpan(end + 1), NumberStyles.None, CultureInfo.InvariantCulture, out _) ? actionId[..end] : actionId;
    }
}
