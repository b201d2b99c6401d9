using System.Globalization;

namespace SlackAgents.Slack.Rendering;

/// <summary>
/// A button's action as Slack's <c>action_id</c>. A second button with the same action gets a number behind it, since
/// ids must differ inside a message.
/// </summary>
internal static class ActionId
{
    /// <summary>Action of a button that only opens an address. Slack tells us of the click; there is nothing to do.</summary>
    public const string Link = "open_link";

    private const char Separator = '#';

    public static string Write(string action, int number)
    {
        var suffix = number > 1 ? Separator + number.ToString(CultureInfo.InvariantCulture) : string.Empty;
        var room = BlockLimits.ActionId - suffix.Length;
        return (action.Length > room ? action[..room] : action) + suffix;
    }

    /// <summary>The action alone.</summary>
    public static string Read(string actionId)
    {
        var end = actionId.LastIndexOf(Separator);
        return end > 0 && int.TryParse(actionId.AsSpan(end + 1), NumberStyles.None, CultureInfo.InvariantCulture, out _) ? actionId[..end] : actionId;
    }
}
