using System.Text.Json.Serialization;

namespace SlackAgents.Core.Traces;

/// <summary>
/// One thing that happened in a run. The hierarchy is closed: every event of every harness, of the host and of the
/// gateway is one of these records, and what no rule knows is an <see cref="UnknownEvent"/>, never dropped.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind", UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization)]
[JsonDerivedType(typeof(StateEvent), "state")]
[JsonDerivedType(typeof(StepEvent), "step")]
[JsonDerivedType(typeof(SessionEvent), "session")]
[JsonDerivedType(typeof(PromptEvent), "prompt")]
[JsonDerivedType(typeof(TextEvent), "text")]
[JsonDerivedType(typeof(ThinkingEvent), "thinking")]
[JsonDerivedType(typeof(ToolCallEvent), "tool_call")]
[JsonDerivedType(typeof(ToolResultEvent), "tool_result")]
[JsonDerivedType(typeof(TodoEvent), "todo")]
[JsonDerivedType(typeof(FileChangeEvent), "file_change")]
[JsonDerivedType(typeof(SteeringEvent), "steering")]
[JsonDerivedType(typeof(UsageEvent), "usage")]
[JsonDerivedType(typeof(RetryEvent), "retry")]
[JsonDerivedType(typeof(NoticeEvent), "notice")]
[JsonDerivedType(typeof(ErrorEvent), "error")]
[JsonDerivedType(typeof(AnswerEvent), "answer")]
[JsonDerivedType(typeof(ModelCallEvent), "model_call")]
[JsonDerivedType(typeof(WebRequestEvent), "web_request")]
[JsonDerivedType(typeof(GitRequestEvent), "git_request")]
[JsonDerivedType(typeof(ToolServerEvent), "tool_server")]
[JsonDerivedType(typeof(PushEvent), "push")]
[JsonDerivedType(typeof(TokenEvent), "token")]
[JsonDerivedType(typeof(AccessEvent), "access")]
[JsonDerivedType(typeof(QuestionEvent), "question")]
[JsonDerivedType(typeof(ReplyEvent), "reply")]
[JsonDerivedType(typeof(UnknownEvent), "unknown")]
internal abstract record TraceEvent;

/// <summary>The run changed its state.</summary>
internal sealed record StateEvent(string From, string To, string? Reason) : TraceEvent;

/// <summary>A named step of the run began, ended or failed (<paramref name="State"/>: started, completed, failed).</summary>
internal sealed record StepEvent(string Step, string State, double? Milliseconds, string? Detail) : TraceEvent;

/// <summary>The harness said which session this is.</summary>
internal sealed record SessionEvent(string SessionId, string? Model, string? Version) : TraceEvent;

/// <summary>What a person said to the agent, with the id it was sent under.</summary>
internal sealed record PromptEvent(string Text, string? Author, string? MessageId) : TraceEvent;

/// <param name="Partial">True for a piece: the next piece, with nothing of the agent between them, goes on in the same text.</param>
internal sealed record TextEvent(string Text, bool? Partial = null) : TraceEvent;

/// <param name="Partial">As in <see cref="TextEvent"/>.</param>
internal sealed record ThinkingEvent(string Text, bool? Partial = null) : TraceEvent;

/// <summary>The agent called a tool. <paramref name="Input"/> is the JSON of its arguments.</summary>
internal sealed record ToolCallEvent(string CallId, string Tool, string Input, string? Summary) : TraceEvent;

/// <param name="ExitCode">Of a command, where the harness tells it.</param>
internal sealed record ToolResultEvent(string CallId, string Output, bool IsError, double? Milliseconds, int? ExitCode = null) : TraceEvent;

/// <summary>The agent changed a file with a tool of its own. What it changed by commands is seen in its commits only.</summary>
/// <param name="CallId">The tool call that did it, when the harness says so.</param>
/// <param name="Path">As the harness says it; paths in the workspace are relative to it.</param>
/// <param name="Change">added, modified, deleted.</param>
/// <param name="Diff">Unified diff, bounded; null when the harness does not give one.</param>
internal sealed record FileChangeEvent(string? CallId, string Path, string Change, string? Diff) : TraceEvent;

/// <summary>What became of a message that was sent while a turn ran.</summary>
/// <param name="State">sent (written to the sandbox), queued (the harness has it), delivered (the model is given it), refused.</param>
internal sealed record SteeringEvent(string MessageId, string State, string? Detail) : TraceEvent;

internal sealed record TodoEvent(IReadOnlyList<TodoItem> Items) : TraceEvent;

/// <param name="Status">pending, in_progress, completed.</param>
internal sealed record TodoItem(string Text, string Status);

/// <summary>Tokens and cost as the harness itself reports them: a claim; the gateway's <see cref="ModelCallEvent"/> is the fact.</summary>
internal sealed record UsageEvent(long InputTokens, long CachedInputTokens, long OutputTokens, decimal? CostUsd) : TraceEvent;

/// <summary>The harness retries a model call.</summary>
internal sealed record RetryEvent(int Attempt, int? MaxAttempts, double? DelayMilliseconds, int? HttpStatus, string Error) : TraceEvent;

/// <summary>Something worth a line, neither good nor bad (a background task, a permission refusal, a life-cycle receipt).</summary>
internal sealed record NoticeEvent(string Topic, string Text) : TraceEvent;

internal sealed record ErrorEvent(string Code, string Message) : TraceEvent;

/// <summary>The final answer of a turn.</summary>
internal sealed record AnswerEvent(string Text) : TraceEvent;

/// <summary>One call through the models door, metered by the gateway.</summary>
/// <param name="Cut">True: the provider's answer broke off before its end.</param>
internal sealed record ModelCallEvent(string Provider, string? Model, int Status, long InputTokens, long CachedInputTokens, long CacheWriteTokens, long OutputTokens, decimal CostUsd, double Milliseconds, string? RequestId, bool? Cut = null) : TraceEvent;

/// <summary>One attempt to reach the web from the sandbox. <paramref name="Verdict"/>: allowed or refused.</summary>
internal sealed record WebRequestEvent(string Method, string Target, string Verdict, string Reason) : TraceEvent;

/// <summary>One request at the git door.</summary>
internal sealed record GitRequestEvent(string Service, string Repository, string Verdict, string? Reason, double Milliseconds) : TraceEvent;

/// <summary>One request at the tools door, to the built-in server or to one of the operator's.</summary>
/// <param name="Method">The MCP method, for example <c>tools/call</c>; <c>GET</c> and <c>DELETE</c> for event streams and ends of sessions.</param>
/// <param name="Tool">Name of the called tool; null for other methods.</param>
/// <param name="Verdict">allowed, refused, or failed.</param>
internal sealed record ToolServerEvent(string Server, string Method, string? Tool, string Verdict, string? Reason, double Milliseconds) : TraceEvent;

/// <summary>A ref update offered to the quarantine, or pushed on to GitHub (<paramref name="Stage"/>: quarantine, policy, github).</summary>
internal sealed record PushEvent(string Stage, string Ref, string? OldSha, string? NewSha, string Verdict, string? Reason) : TraceEvent;

/// <summary>A token was minted or revoked. Never the token.</summary>
internal sealed record TokenEvent(string Action, string Repository, string Permissions) : TraceEvent;

/// <summary>A decision about who may do what.</summary>
internal sealed record AccessEvent(string Person, string Action, string Verdict, string? Reason) : TraceEvent;

/// <summary>The agent asked the people of the thread.</summary>
/// <param name="QuestionId">Unique within the run; the <see cref="ReplyEvent"/> names it.</param>
/// <param name="Choices">Answers to choose from; null when any text will do.</param>
internal sealed record QuestionEvent(string QuestionId, string Text, IReadOnlyList<string>? Choices = null) : TraceEvent;

/// <summary>How a question of the agent ended.</summary>
/// <param name="Text">The answer, or what the agent was told instead of one.</param>
/// <param name="Author">Who answered; null when nobody did.</param>
/// <param name="State">answered, expired, withdrawn.</param>
internal sealed record ReplyEvent(string QuestionId, string Text, string? Author, string State) : TraceEvent;

/// <summary>A line that no rule knows. Counted and shown.</summary>
internal sealed record UnknownEvent(string Source, string Type) : TraceEvent;
