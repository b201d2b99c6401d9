using System.Collections.Frozen;

namespace SlackAgents.Gateway.Providers;

/// <summary>What a request to one of OpenAI's APIs may hold.</summary>
/// <param name="Members">Members of the request that are known to stay inside.</param>
/// <param name="Conversation">The member that holds what was said.</param>
/// <param name="Tools">Types of tools that the client itself runs.</param>
/// <param name="Items">Types of what stands in the conversation; null where they have none.</param>
internal sealed record OpenAIRequestRules(
    IReadOnlySet<string> Members,
    string Conversation,
    IReadOnlySet<string> Tools,
    IReadOnlySet<string>? Items)
{
    /// <summary>Members whose value is data of somebody else's shape: schemas, arguments, what a step was. Nobody fetches what is in it.</summary>
    public static IReadOnlySet<string> Data { get; } = Set("parameters", "output_schema", "arguments", "annotations", "action", "metadata", "logprobs");

    /// <summary>platform.openai.com/docs/api-reference/responses/create. Left out: <c>prompt</c>, a stored request with tools of its own.</summary>
    public static OpenAIRequestRules Responses { get; } = new(
        Set(
            "model", "input", "instructions", "tools", "tool_choice", "parallel_tool_calls", "max_tool_calls", "stream", "stream_options", "store", "include",
            "reasoning", "text", "temperature", "top_p", "top_logprobs", "truncation", "max_output_tokens", "metadata", "client_metadata", "conversation",
            "previous_response_id", "context_management", "prompt_cache_key", "prompt_cache_retention", "prompt_cache_options", "safety_identifier", "user",
            "service_tier", "moderation"),
        "input",
        Set("function", "custom", "namespace", "local_shell", "shell", "apply_patch", "tool_search"),
        Set(
            "message", "agent_message", "reasoning", "function_call", "function_call_output", "custom_tool_call", "custom_tool_call_output",
            "local_shell_call", "local_shell_call_output", "shell_call", "shell_call_output", "apply_patch_call", "apply_patch_call_output",
            "tool_search_call", "tool_search_output", "additional_tools", "item_reference", "compaction", "compaction_summary", "compaction_trigger",
            "context_compaction", "ghost_snapshot"));

    /// <summary>
    /// platform.openai.com/docs/api-reference/chat/create, and what clients send to compatible servers for the same purposes.
    /// Left out: <c>web_search_options</c> and its cousins <c>plugins</c>, <c>search_parameters</c>, <c>enable_search</c>.
    /// </summary>
    public static OpenAIRequestRules Chat { get; } = new(
        Set(
            "model", "messages", "tools", "tool_choice", "parallel_tool_calls", "functions", "function_call", "stream", "stream_options", "store", "n",
            "max_tokens", "max_completion_tokens", "temperature", "top_p", "top_k", "min_p", "frequency_penalty", "presence_penalty", "repetition_penalty",
            "logit_bias", "logprobs", "top_logprobs", "seed", "stop", "response_format", "modalities", "audio", "prediction", "reasoning", "reasoning_effort",
            "reasoning_format", "reasoning_split", "include_reasoning", "thinking", "thinking_budget", "enable_thinking", "preserve_thinking",
            "chat_template_kwargs", "verbosity", "metadata", "prompt_cache_key", "prompt_cache_retention", "prompt_cache_options", "cache_control",
            "safety_identifier", "user", "service_tier", "moderation", "usage", "tool_stream", "vl_high_resolution_images"),
        "messages",
        Set("function", "custom"),
        Items: null);

    private static FrozenSet<string> Set(params string[] names) => names.ToFrozenSet(StringComparer.Ordinal);
}
