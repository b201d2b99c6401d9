using System.Text.Json.Serialization;

namespace SlackAgents.Host.Traces.Export;

/// <summary>An Agent Trace record (agent-trace.dev, 0.1.0). <c>docs/schemas/agent-trace.v0.1.schema.json</c> says what its fields mean.</summary>
internal sealed record AgentTraceRecord(
    string Version,
    Guid Id,
    DateTimeOffset Timestamp,
    AgentTraceVcs Vcs,
    AgentTraceTool Tool,
    IReadOnlyList<AgentTraceFile> Files,
    AgentTraceMetadata Metadata);

internal sealed record AgentTraceVcs(string Type, string Revision);

internal sealed record AgentTraceTool(string Name, string Version);

internal sealed record AgentTraceFile(string Path, IReadOnlyList<AgentTraceConversation> Conversations);

internal sealed record AgentTraceConversation(Uri? Url, AgentTraceContributor Contributor, IReadOnlyList<AgentTraceRange> Ranges, IReadOnlyList<AgentTraceRelated>? Related);

internal sealed record AgentTraceContributor(string Type, [property: JsonPropertyName("model_id")] string? ModelId);

internal sealed record AgentTraceRange([property: JsonPropertyName("start_line")] int StartLine, [property: JsonPropertyName("end_line")] int EndLine);

internal sealed record AgentTraceRelated(string Type, Uri Url);

internal sealed record AgentTraceMetadata([property: JsonPropertyName("slackagents")] AgentTraceFacts Facts);

internal sealed record AgentTraceFacts(string Run, string Repository, string Branch, string? Base, int FilesLeftOut);
