namespace SlackAgents.Slack.Api;

/// <summary>On Enterprise Grid: the workspaces of the organisation that the person belongs to.</summary>
internal sealed record EnterpriseUser(string? EnterpriseId, IReadOnlyList<string>? Teams);
