using SlackAgents.Host.Traces;

namespace SlackAgents.Host.SignIn;

/// <summary>Whether a request may see a run.</summary>
/// <param name="Pass">What opened it; null when it is refused.</param>
/// <param name="Status">Of the refusal: 401 somebody has to sign in, 403 not with this, 503 nobody can be asked.</param>
/// <param name="Page">The refusal with its reason and the next step.</param>
internal sealed record TraceAdmission(TracePass? Pass, int Status, Html Page)
{
    public static TraceAdmission Open(TracePass pass) => new(pass, StatusCodes.Status200OK, Html.Empty);

    public static TraceAdmission Refuse(int status, Html page) => new(null, status, page);
}
