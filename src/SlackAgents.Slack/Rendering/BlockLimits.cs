namespace SlackAgents.Slack.Rendering;

/// <summary>What Slack takes (docs.slack.dev/reference/block-kit/blocks); characters, counted after escaping.</summary>
internal static class BlockLimits
{
    public const int Blocks = 50;

    /// <summary>Of a modal and of the App Home.</summary>
    public const int ViewBlocks = 100;

    public const int HeaderText = 150;
    public const int SectionText = 3_000;
    public const int Fields = 10;
    public const int FieldText = 2_000;
    public const int ContextText = 2_000;
    public const int ButtonText = 75;
    public const int ButtonValue = 2_000;
    public const int ButtonUrl = 3_000;
    public const int ActionId = 255;
    public const int Placeholder = 150;
    public const int ContextElements = 10;
    public const int PlanTasks = 50;

    /// <summary>Titles of plans and tasks; Slack's own chunks of them take 256.</summary>
    public const int PlanText = 250;

    /// <summary>Of a plan that is drawn as lines: what a phone shows at once.</summary>
    public const int PlanLines = 12;

    /// <summary>Slack takes 25; more than five in a row do not fit a phone.</summary>
    public const int ButtonsPerRow = 5;

    /// <summary>Of all <c>markdown</c> blocks of a message together (docs.slack.dev/reference/block-kit/blocks/markdown-block).</summary>
    public const int Markdown = 12_000;

    /// <summary>From 4,041 characters on Slack cuts a text into several messages, and refuses it in <c>chat.update</c>.</summary>
    public const int Text = 3_900;
}
