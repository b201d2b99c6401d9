namespace SlackAgents.Slack.Http;

/// <summary>The addresses that an app has in HTTP mode.</summary>
internal enum SlackHttpEndpoint
{
    /// <summary><c>POST /slack/commands</c>: form fields.</summary>
    Commands,

    /// <summary><c>POST /slack/events</c>: JSON.</summary>
    Events,

    /// <summary><c>POST /slack/interactivity</c>: one form field <c>payload</c> with JSON.</summary>
    Interactivity,

    /// <summary><c>POST /slack/options</c>: as interactivity; the manifest's <c>message_menu_options_url</c>.</summary>
    Options,
}
