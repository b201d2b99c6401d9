using System.Text.RegularExpressions;
using SlackAgents.Playground.Slack.Members;

namespace SlackAgents.Playground.Slack.Interactions;

/// <summary>What a person types, turned into what apps receive: escaped, with mentions and addresses marked up. docs.slack.dev/messaging/formatting-message-text</summary>
internal static partial class TypedText
{
    public static string Encode(string typed, WorkspaceDirectory directory)
    {
        // Already marked up (a test that knows its ids): only what is not markup is escaped.
        var parts = Markup().Split(typed);
        return string.Concat(parts.Select((part, index) => index % 2 == 1 ? part : EncodePlain(part, directory)));
    }

    private static string EncodePlain(string typed, WorkspaceDirectory directory)
    {
        var text = typed.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
        text = Address().Replace(text, match => $"<{match.Value}>");
        text = Mention().Replace(text, match => directory.FindMember(match.Groups["name"].Value) is { } member ? $"<@{member.Id}>" : match.Value);
        return ChannelName().Replace(text, match => directory.FindChannelByName(match.Groups["name"].Value) is { } channel ? $"<#{channel.Id}|{channel.Name}>" : match.Value);
    }

    [GeneratedRegex(@"(?<markup><@U[A-Z0-9]+>|<#C[A-Z0-9]+\|[^>]*>)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Markup();

    [GeneratedRegex(@"https?://[^\s<>&|]+(?:&amp;[^\s<>&|]+)*", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Address();

    [GeneratedRegex(@"(?<![\w<])@(?<name>[a-z0-9._-]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Mention();

    [GeneratedRegex(@"(?<![\w<&/])#(?<name>[a-z0-9_-]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ChannelName();
}
