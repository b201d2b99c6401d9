using Microsoft.Extensions.Options;

namespace SlackAgents.Core.Publishing;

/// <summary>Says everything that is wrong with <see cref="PublishingOptions"/> at once.</summary>
internal sealed class PublishingOptionsValidator : IValidateOptions<PublishingOptions>
{
    public ValidateOptionsResult Validate(string? name, PublishingOptions options)
    {
        var errors = new List<string>();
        foreach (var (key, value) in new (string, long)[]
        {
            (nameof(options.MaxCommits), options.MaxCommits),
            (nameof(options.MaxFiles), options.MaxFiles),
            (nameof(options.MaxBytes), options.MaxBytes),
            (nameof(options.MaxFileBytes), options.MaxFileBytes),
        })
        {
            if (value < 1)
            {
                errors.Add($"Publishing:{key} must be at least 1. It is {value}.");
            }
        }

        AddGlobs(errors, nameof(options.WorkflowFiles), options.WorkflowFiles);
        AddGlobs(errors, nameof(options.ApprovalFiles), options.ApprovalFiles);
        if (options.ApprovalTimeout <= TimeSpan.Zero || options.ApprovalTimeout > TimeSpan.FromDays(30))
        {
            errors.Add($"Publishing:ApprovalTimeout must be above zero and at most 30 days. It is {options.ApprovalTimeout}.");
        }

        if (!Enum.IsDefined(options.Approval))
        {
            errors.Add($"Publishing:Approval is {options.Approval}. Write Never, Sensitive or Always.");
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static void AddGlobs(List<string> errors, string key, IEnumerable<string> globs)
    {
        foreach (var glob in globs.Where(glob => string.IsNullOrWhiteSpace(glob) || glob.StartsWith('/') || glob.Length > 200))
        {
            errors.Add($"Publishing:{key} holds '{glob}', which is no path pattern. Write it without a leading '/', for example '.github/workflows/**'.");
        }
    }
}
