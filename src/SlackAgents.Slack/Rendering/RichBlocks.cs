namespace SlackAgents.Slack.Rendering;

/// <summary>Blocks that Slack does not take everywhere yet; each has a plain form.</summary>
[Flags]
internal enum RichBlocks
{
    None = 0,

    /// <summary><c>plan</c> with its <c>task_card</c>s: messages only (docs.slack.dev/reference/block-kit/blocks/plan-block).</summary>
    Plan = 1,

    /// <summary><c>context_actions</c> with <c>feedback_buttons</c>: messages only (docs.slack.dev/reference/block-kit/blocks/context-actions-block).</summary>
    Feedback = 2,

    All = Plan | Feedback,
}
