namespace SlackAgents.Playground.Slack.Delivery;

/// <summary>Where HTTP mode sends: the app's request URLs.</summary>
internal sealed record RequestUrls(Uri Commands, Uri Events, Uri Interactivity)
{
    /// <summary>The manifest's <c>message_menu_options_url</c>; null for the interactivity URL.</summary>
    public Uri? Options { get; init; }

    public Uri OptionsOrInteractivity => Options ?? Interactivity;
}
