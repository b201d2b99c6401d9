namespace SlackAgents.Core.Intake.Api;

/// <param name="Body">SHA-256 of the request.</param>
/// <param name="Id">What it has been given as its id.</param>
internal sealed record ApiKeyUse(string Body, string Id);
