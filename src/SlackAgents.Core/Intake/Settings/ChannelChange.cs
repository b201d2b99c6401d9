using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Intake.Settings;

/// <summary>A change of a channel's settings, as long as it can be undone or handled a second time.</summary>
/// <param name="Key">Key of the request that made it.</param>
/// <param name="Undoes">Key of the change that this one took back; null for an ordinary one.</param>
internal sealed record ChannelChange(string Key, Requester By, DateTimeOffset At, ChannelSettings Before, ChannelSettings After, string? Undoes = null);
