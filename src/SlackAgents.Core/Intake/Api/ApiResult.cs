using SlackAgents.Core.Runs;

namespace SlackAgents.Core.Intake.Api;

/// <summary>The run that was asked for or about, or why not.</summary>
/// <param name="IsNew">The request made the run.</param>
internal sealed record ApiResult(Run? Run, ApiProblem? Problem, bool IsNew = false)
{
    public static ApiResult Of(Run run, bool isNew = false) => new(run, null, isNew);

    public static ApiResult Refuse(ApiProblemKind kind, string sentence, string? nextStep = null) => new(null, new ApiProblem(kind, sentence, nextStep));
}
