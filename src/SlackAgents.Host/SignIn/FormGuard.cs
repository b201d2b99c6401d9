namespace SlackAgents.Host.SignIn;

/// <summary>
/// Lets a form count only when it comes from the page that this browser was shown. The cookie does not go along when
/// another site sends the form, and what it holds cannot be known elsewhere.
/// </summary>
internal sealed class FormGuard(SessionCookie cookie)
{
    /// <summary>Name of the hidden field.</summary>
    public const string Field = "form";

    private const int MaxFormBytes = 4096;

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    /// <summary>For the hidden field of a page that is about to be shown.</summary>
    public string Show(HttpContext context)
    {
        // The same in every tab, so that the second one does not make the first one's form worthless.
        var value = context.Request.Cookies[cookie.Form] is { Length: 43 } kept ? kept : SignInAttempts.RandomText();
        cookie.Set(context, cookie.Form, value, Lifetime, SameSiteMode.Strict);
        return value;
    }

    /// <summary>The fields of a form that this browser was shown; null for any other.</summary>
    public async Task<IFormCollection?> ReadAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var request = context.Request;
        if (!request.HasFormContentType || request.ContentLength is not (> 0 and <= MaxFormBytes))
        {
            return null;
        }

        try
        {
            var form = await request.ReadFormAsync(cancellationToken);
            return request.Cookies[cookie.Form] is { Length: 43 } kept && SignInAttempts.IsSame(form[Field].ToString(), kept) ? form : null;
        }
        catch (InvalidDataException)
        {
            return null; // not a form, whatever it says
        }
    }
}
