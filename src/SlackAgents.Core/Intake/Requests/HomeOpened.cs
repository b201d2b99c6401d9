using SlackAgents.Core.Ids;

namespace SlackAgents.Core.Intake.Requests;

/// <summary>A person looks at the app's Home tab (docs.slack.dev/reference/events/app_home_opened).</summary>
internal sealed record HomeOpened(string Key, PersonId Person, DateTimeOffset ReceivedAt) : IPersonRequest;
