namespace SlackAgents.Playground.Slack.Messages;

/// <summary>Adds and takes away one person's reaction; false when there is nothing to change.</summary>
internal static class ReactionChange
{
    public static bool Add(MessageStore messages, string channelId, string ts, string name, string userId) =>
        messages.Change(channelId, ts, message =>
        {
            var existing = message.Reactions.Find(reaction => reaction.Name == name);
            if (existing?.Users.Contains(userId) == true)
            {
                return null;
            }

            return message with
            {
                Reactions = existing is null
                    ? message.Reactions.Add(new MessageReaction(name, [userId]))
                    : message.Reactions.Replace(existing, existing with { Users = existing.Users.Add(userId) }),
            };
        }) is not null;

    public static bool Remove(MessageStore messages, string channelId, string ts, string name, string userId) =>
        messages.Change(channelId, ts, message =>
        {
            var existing = message.Reactions.Find(reaction => reaction.Name == name);
            if (existing?.Users.Contains(userId) != true)
            {
                return null;
            }

            var left = existing.Users.Remove(userId, StringComparer.Ordinal);
            return message with
            {
                Reactions = left.IsEmpty ? message.Reactions.Remove(existing) : message.Reactions.Replace(existing, existing with { Users = left }),
            };
        }) is not null;
}
