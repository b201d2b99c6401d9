namespace SlackAgents.Slack.Http;

/// <summary>The three addresses that an app has in HTTP mode.</summary>
internal enum SlackHttpEndpoint
{
    /// <summary><c>POST /slack/commands</c>: form fields.</summary>
    Commands,

    /// <summary><c>POST /slack/events</c>: JSON.</summary>
    Events,

    /// <summary><c>POST /slack/interactivity</c>: one form field <c>payload</c> with JSON.</summary>
    Interactivity,
}
