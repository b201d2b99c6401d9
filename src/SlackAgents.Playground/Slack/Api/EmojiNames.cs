namespace SlackAgents.Playground.Slack.Api;

/// <summary>The shape of an emoji name. Colons are the classic mistake: the service takes the bare name.</summary>
internal static class EmojiNames
{
    public static bool IsKnown(string name) =>
        name.Length is > 0 and <= 100 && name.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character is '_' or '-' or '+' || character > '\x7f')
        && !name.Any(character => character > '\x2000');
}
