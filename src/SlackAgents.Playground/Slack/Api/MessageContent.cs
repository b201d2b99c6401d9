using System.Text.Json.Nodes;
using SlackAgents.Playground.Slack.Blocks;
using SlackAgents.Playground.Wire;

namespace SlackAgents.Playground.Slack.Api;

/// <summary>Text, blocks and metadata of an outgoing message, checked as chat.* checks them.</summary>
internal sealed record MessageContent(string Text, string? BlocksJson, string? MetadataJson)
{
    private const int MaxMarkdownText = 12_000;
    private const int MaxMetadata = 16_384;

    /// <param name="maxText">40,000 for a post, 4,000 for an edit.</param>
    /// <exception cref="SlackRefusalException">The service would refuse it.</exception>
    public static MessageContent Read(SlackCall call, int maxText)
    {
        var text = call.Text("text");
        var markdown = call.Text("markdown_text");
        var blocks = ReadBlocks(call);
        if (markdown is not null && (text is not null || blocks is not null))
        {
            throw new SlackRefusalException("markdown_text_conflict");
        }

        if (string.IsNullOrEmpty(text) && string.IsNullOrEmpty(markdown) && blocks is null && call.Arguments["attachments"] is null)
        {
            throw new SlackRefusalException("no_text");
        }

        if (text?.Length > maxText || markdown?.Length > MaxMarkdownText)
        {
            throw new SlackRefusalException("msg_too_long");
        }

        return new MessageContent(markdown ?? text ?? string.Empty, blocks?.ToJsonString(), ReadMetadata(call));
    }

    private static JsonArray? ReadBlocks(SlackCall call)
    {
        var given = call.Structure("blocks", "invalid_blocks_format");
        if (given is null)
        {
            return null;
        }

        if (given is not JsonArray blocks)
        {
            throw new SlackRefusalException("invalid_blocks_format");
        }

        if (blocks.Count == 0)
        {
            return null;
        }

        var problems = BlockValidator.Message(blocks, call.State.Settings.HasPlanBlocks);
        return problems.Count == 0 ? BlockIds.Complete(blocks) : throw new SlackRefusalException("invalid_blocks", problems);
    }

    private static string? ReadMetadata(SlackCall call)
    {
        var given = call.Structure("metadata", "invalid_metadata_format");
        if (given is null)
        {
            return null;
        }

        if (given is not JsonObject metadata || metadata.Text("event_type") is null || metadata.Child("event_payload") is null)
        {
            throw new SlackRefusalException("invalid_metadata_format");
        }

        var text = metadata.ToJsonString();
        return text.Length <= MaxMetadata ? text : throw new SlackRefusalException("metadata_too_large");
    }
}
