using Microsoft.Extensions.Options;
using SlackAgents.Core.Policies;

namespace SlackAgents.Host.Doctor;

/// <summary>Makes every check in turn. One that hangs or breaks is a finding, never the end of the round.</summary>
internal static class DoctorRounds
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <param name="checks">Made one after another, since making one already reads its options.</param>
    public static async Task<IReadOnlyList<Finding>> MakeAsync(IEnumerable<(string Area, Func<IDoctorCheck> Make)> checks, SecretRedactor redactor, CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        foreach (var (area, make) in checks)
        {
            findings.AddRange(await LookAsync(area, make, cancellationToken));
        }

        return [.. findings.Select(finding => finding with { Text = redactor.Redact(finding.Text) })];
    }

    private static async Task<IReadOnlyList<Finding>> LookAsync(string area, Func<IDoctorCheck> make, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Limit);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await make().LookAsync(either.Token).WaitAsync(either.Token);
        }
        catch (OptionsValidationException)
        {
            return [Finding.Bad(area, "Not looked at, since its configuration is wrong.", "Correct the lines under Configuration first.")];
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return [Finding.Bad(area, $"No answer within {Limit.TotalSeconds:0} s.", "Check that this machine reaches it.")];
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The boundary of the checks: whatever one throws is what it found.
            return [Finding.Bad(area, exception.Message, "Mend what the sentence names, then look again.")];
        }
    }
}
