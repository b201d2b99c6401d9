namespace SlackAgents.Core.Harnesses;

/// <summary>One turn as the harness needs to know it.</summary>
/// <param name="Prompt">What the agent is told.</param>
/// <param name="PromptId">A UUID; the harness's receipts carry it.</param>
/// <param name="SessionId">A UUID chosen by us for the run's session; once the harness has named its own, that.</param>
/// <param name="Resume">The session exists already in this sandbox.</param>
/// <param name="Model">The provider's id of the model.</param>
/// <param name="GatewayUrl">Base of the gateway inside the sandbox, for example <c>http://127.0.0.1:8080</c>.</param>
/// <param name="MaxRetries">How often the harness may repeat a failed model call.</param>
internal sealed record HarnessTurn(
    string Prompt,
    string PromptId,
    string SessionId,
    bool Resume,
    string Model,
    Uri GatewayUrl,
    int MaxRetries)
{
    /// <summary>Name of the model's provider: the segment after <c>/models/</c> at the gateway. One of <see cref="IHarness.Providers"/>.</summary>
    public string Provider { get; init; } = "anthropic";

    /// <summary>Standing orders of ours, added to the harness's own system prompt; empty for none.</summary>
    public string Instructions { get; init; } = string.Empty;

    /// <summary>Tools of ours and of the operator.</summary>
    public IReadOnlyList<McpServer> McpServers { get; init; } = [];

    /// <summary>Base URL of the provider's API as the harness is to be told it, without a slash at the end.</summary>
    public string ModelsUrl => $"{GatewayUrl.AbsoluteUri.TrimEnd('/')}/models/{Provider}";
}
