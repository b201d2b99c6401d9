using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Policies;

/// <param name="IsGuest">Single- or multi-channel guest (<c>is_restricted</c>, <c>is_ultra_restricted</c>).</param>
/// <param name="IsStranger">Of another workspace (<c>is_stranger</c>, or another team).</param>
internal sealed record PersonProfile(PersonId Person, string DisplayName, bool IsGuest, bool IsBot, bool IsDeactivated, bool IsStranger);
