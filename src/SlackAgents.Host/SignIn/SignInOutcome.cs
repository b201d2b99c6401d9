using SlackAgents.Core.Ids;

namespace SlackAgents.Host.SignIn;

/// <param name="Person">Who signed in; null when nobody did.</param>
/// <param name="Problem">Why nobody was signed in.</param>
internal sealed record SignInOutcome(PersonId? Person, string? Problem);
