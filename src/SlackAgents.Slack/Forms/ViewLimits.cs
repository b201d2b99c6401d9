namespace SlackAgents.Slack.Forms;

/// <summary>What Slack takes in a view (docs.slack.dev/reference/views, docs.slack.dev/reference/block-kit/composition-objects/option-object); characters.</summary>
internal static class ViewLimits
{
    /// <summary>Of a modal, and of its buttons.</summary>
    public const int Title = 24;
    public const int PrivateMetadata = 3_000;
    public const int CallbackId = 255;

    /// <summary>Of an input block, and of what stands below it.</summary>
    public const int Label = 2_000;
    public const int TypedText = 3_000;
    public const int Options = 100;
    public const int OptionText = 75;
    public const int OptionValue = 75;

    /// <summary>With more, a list of several choices is drawn as a menu.</summary>
    public const int Checkboxes = 10;
}
