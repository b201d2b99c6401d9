namespace SlackAgents.GitHub.Http;

/// <summary>One entry of <c>errors[]</c>.</summary>
/// <param name="Code"><c>missing</c>, <c>missing_field</c>, <c>invalid</c>, <c>already_exists</c>, <c>unprocessable</c> or <c>custom</c>.</param>
internal sealed record ApiErrorDetail(string? Resource = null, string? Field = null, string? Code = null, string? Message = null);
