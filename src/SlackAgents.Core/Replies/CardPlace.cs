using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Replies;

/// <param name="CardTs">Null until the card is posted.</param>
/// <param name="CardThread">Thread in which the card itself stands; null when it is a root.</param>
/// <param name="ReplyThread">Thread where messages of the run go; null until it is known.</param>
/// <param name="Content">The card as it is to look now.</param>
internal sealed record CardPlace(string Channel, string? CardTs, string? CardThread, string? ReplyThread, ReplyContent Content, PrivateAddress Requester);
