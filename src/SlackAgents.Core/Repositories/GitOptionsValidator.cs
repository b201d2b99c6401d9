using Microsoft.Extensions.Options;

namespace SlackAgents.Core.Repositories;

/// <summary>Says everything that is wrong with <see cref="GitOptions"/> at once.</summary>
internal sealed class GitOptionsValidator : IValidateOptions<GitOptions>
{
    public ValidateOptionsResult Validate(string? name, GitOptions options)
    {
        var errors = new List<string>();
        if (string.IsNullOrWhiteSpace(options.Executable))
        {
            errors.Add("Git:Executable is empty. Name the git executable, for example 'git'.");
        }

        Positive(nameof(options.FetchTimeout), options.FetchTimeout);
        Positive(nameof(options.PushTimeout), options.PushTimeout);
        Positive(nameof(options.LocalTimeout), options.LocalTimeout);
        Positive(nameof(options.LockTimeout), options.LockTimeout);
        AtLeast(nameof(options.MaxReceiveBytes), options.MaxReceiveBytes, 1024);
        AtLeast(nameof(options.MaxMirrorBytes), options.MaxMirrorBytes, 1024);
        AtLeast(nameof(options.RepackFromPacks), options.RepackFromPacks, 2);
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);

        void Positive(string key, TimeSpan value)
        {
            if (value <= TimeSpan.Zero || value > TimeSpan.FromHours(24))
            {
                errors.Add($"Git:{key} must be more than zero and at most a day, written as hh:mm:ss. It is '{value}'.");
            }
        }

        void AtLeast(string key, long value, long least)
        {
            if (value < least)
            {
                errors.Add($"Git:{key} must be at least {least}. It is {value}.");
            }
        }
    }
}
