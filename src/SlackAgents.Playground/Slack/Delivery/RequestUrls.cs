namespace SlackAgents.Playground.Slack.Delivery;

/// <summary>Where HTTP mode sends: the app's three request URLs.</summary>
internal sealed record RequestUrls(Uri Commands, Uri Events, Uri Interactivity);
