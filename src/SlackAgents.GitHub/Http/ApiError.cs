namespace SlackAgents.GitHub.Http;

/// <summary>The body of an error (docs.github.com/rest, "Troubleshooting the REST API").</summary>
internal sealed record ApiError(string? Message = null, string? DocumentationUrl = null, IReadOnlyList<ApiErrorDetail>? Errors = null)
{
    /// <summary>True when the text stands at the top or in any detail: GitHub does both for the same error.</summary>
    public bool Says(string text) =>
        Message?.Contains(text, StringComparison.OrdinalIgnoreCase) == true
        || Errors?.Any(error => error.Message?.Contains(text, StringComparison.OrdinalIgnoreCase) == true) == true;
}
