using SlackAgents.Host.Installing;

namespace SlackAgents.Host.SignIn;

/// <summary>The cookies of signing in. Scripts cannot read them, and they do not go along with requests of other sites.</summary>
internal sealed class SessionCookie(PublicAddress address)
{
    private const string SessionName = "slackagents-session";
    private const string AttemptName = "slackagents-sign-in";
    private const string FormName = "slackagents-form";

    /// <summary>A page of a neighbouring host name cannot set a cookie of this prefix (RFC 6265bis, 4.1.3.2); it takes https.</summary>
    private const string HostPrefix = "__Host-";

    public string Session => NameOf(SessionName);

    /// <summary>Ties a way through Slack to the browser that began it.</summary>
    public string Attempt => NameOf(AttemptName);

    /// <summary>Ties a form to the browser that it was shown in.</summary>
    public string Form => NameOf(FormName);

    // Without https there is only this machine: the tests and a look at it.
    private bool IsSecure => address.Value.Scheme == Uri.UriSchemeHttps;

    public void Set(HttpContext context, string name, string value, TimeSpan age, SameSiteMode sameSite = SameSiteMode.Lax) =>
        context.Response.Cookies.Append(name, value, new CookieOptions { HttpOnly = true, Secure = IsSecure, SameSite = sameSite, MaxAge = age, Path = "/" });

    public void Remove(HttpContext context, string name) => Set(context, name, string.Empty, TimeSpan.Zero);

    private string NameOf(string name) => IsSecure ? HostPrefix + name : name;
}
